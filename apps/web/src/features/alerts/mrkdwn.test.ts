import { expect, test } from "vitest";
import { parseMrkdwn } from "./mrkdwn";

test("renders known emoji and leaves text that only looks like one", () => {
  expect(parseMrkdwn(":white_check_mark: *orders* recovered")).toEqual([
    { kind: "text", text: "✅" },
    { kind: "text", text: " " },
    { kind: "bold", text: "orders" },
    { kind: "text", text: " recovered" },
  ]);
  const text = (source: string) =>
    parseMrkdwn(source)
      .map((part) => part.text)
      .join("");
  expect(text("at 10:30:45 :unknown_emoji:")).toBe("at 10:30:45 :unknown_emoji:");
});

test("doesn't italicize names with underscores", () => {
  expect(parseMrkdwn("raw_pos_data and _really_ broken_by_this")).toEqual([
    { kind: "text", text: "raw_pos_data and " },
    { kind: "italic", text: "really" },
    { kind: "text", text: " broken_by_this" },
  ]);
});
