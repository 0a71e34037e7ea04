import { expect, test } from "vitest";
import { parseMrkdwn } from "./mrkdwn";

test("emoji of our messages are drawn, and what only looks like one stays as it is", () => {
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

test("names with underscores are no italics", () => {
  expect(parseMrkdwn("raw_pos_data and _really_ broken_by_this")).toEqual([
    { kind: "text", text: "raw_pos_data and " },
    { kind: "italic", text: "really" },
    { kind: "text", text: " broken_by_this" },
  ]);
});
