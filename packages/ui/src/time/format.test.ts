import { expect, test } from "vitest";
import { formatBytes, formatDuration, formatInstant, formatRelative } from "./format";

test.each([
  [0, "0ms"],
  [999, "999ms"],
  [30_000, "30s"],
  [41_250, "41.2s"],
  [59_990, "59.9s"],
  [60_000, "1m"],
  [7_800_000, "2h 10m"],
  [90_000_000, "1d 1h"],
])("a duration of %i ms is %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("a relative time is in the past or the future", () => {
  expect(formatRelative(0, 180_000)).toBe("3m ago");
  expect(formatRelative(7_200_000, 0)).toBe("in 2h");
  expect(formatRelative(1_000, 2_000)).toBe("just now");
});

test("an instant is shown in the viewer's zone, with the year only if it differs", () => {
  const at = Date.UTC(2026, 10, 21, 2, 30);
  expect(formatInstant(at, { timeZone: "Asia/Kolkata", now: at })).toBe("Nov 21, 08:00");
  expect(formatInstant(at, { timeZone: "UTC", now: Date.UTC(2027, 0, 1) })).toBe("Nov 21, 2026, 02:30");
});

test("bytes have binary units", () => {
  expect(formatBytes(512)).toBe("512 B");
  expect(formatBytes(12.4 * 1024 * 1024)).toBe("12 MiB");
  expect(formatBytes(1536)).toBe("1.5 KiB");
});
