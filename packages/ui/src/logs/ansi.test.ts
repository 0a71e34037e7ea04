import { expect, test } from "vitest";
import { parseAnsi, stripAnsi } from "./ansi";

const esc = "\u001b";

test("colors become theme tokens and end with a reset", () => {
  expect(parseAnsi(`${esc}[31mred${esc}[0m plain ${esc}[1;32mbold`)).toEqual([
    { text: "red", className: "text-danger-text" },
    { text: " plain ", className: "" },
    { text: "bold", className: "text-success-text font-semibold" },
  ]);
});

test("cursor movements, titles, and links are removed", () => {
  expect(stripAnsi(`${esc}[2J${esc}]0;title\u0007a${esc}]8;;https://x${esc}\\b\u0000c`)).toBe("abc");
});

test("256-color and true-color arguments aren't mistaken for styles", () => {
  expect(parseAnsi(`${esc}[38;5;1mx${esc}[38;2;1;3;4my`).every((span) => span.className === "")).toBe(true);
});

test("markup in a log line stays text", () => {
  expect(parseAnsi("<img src=x>")).toEqual([{ text: "<img src=x>", className: "" }]);
});
