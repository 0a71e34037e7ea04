import { expect, test } from "vitest";
import { plainText } from "./plain-text";

test.each([
  ["moves of the cursor", "a\u001b[2Ab\u001b[1;1Hc\u001b[?25l\u001b[sd\u001b7e", "abcde"],
  ["cleared lines and screens", "a\u001b[2K\u001b[1Jb\u001bc", "ab"],
  ["titles and links", "\u001b]0;owned\u0007a\u001b]8;;http://x\u001b\\b", "ab"],
  ["control characters", "a\bb\u0007c\u009b2Jd", "abcd"],
])("removes %s", (_, text, plain) => expect(plainText(text)).toBe(plain));

test("keeps colors, tabs, and lines, and overwrites none", () => {
  expect(plainText("\u001b[31mred\u001b[0m\ttab\nline")).toBe("\u001b[31mred\u001b[0m\ttab\nline");
  expect(plainText("10%\r20%\r\n")).toBe("10%\n20%\n");
});
