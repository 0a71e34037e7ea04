import { expect, test } from "vitest";
import { formatBytes, formatDuration, formatInstant, formatRelative } from "./format";

test.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [30_000, "30 s"],
  [41_250, "41.2 s"],
  [59_990, "59.9 s"],
  [60_000, "1 m"],
  [7_800_000, "2 h 10 m"],
  [90_000_000, "1 d 1 h"],
])("a duration of %i ms reads %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("a distance says on which side of now it lies", () => {
  expect(formatRelative(0, 180_000)).toBe("3 min ago");
  expect(formatRelative(7_200_000, 0)).toBe("in 2 h");
  expect(formatRelative(1_000, 2_000)).toBe("just now");
});

test("an instant is shown in the viewer's zone, with the year only when it differs", () => {
  const at = Date.UTC(2026, 10, 21, 2, 30);
  expect(formatInstant(at, { timeZone: "Asia/Kolkata", now: at })).toBe("Nov 21, 08:00");
  expect(formatInstant(at, { timeZone: "UTC", now: Date.UTC(2027, 0, 1) })).toBe("Nov 21, 2026, 02:30");
});

test("bytes are shown in binary units", () => {
  expect(formatBytes(512)).toBe("512 B");
  expect(formatBytes(12.4 * 1024 * 1024)).toBe("12 MiB");
  expect(formatBytes(1536)).toBe("1.5 KiB");
});
