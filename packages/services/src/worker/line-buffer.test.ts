import { LIMITS } from "@millrace/core";
import { expect, test } from "vitest";
import { LineBuffer } from "./line-buffer";
import { secretMask } from "./secret-mask";

const plain = (text: string) => text;

test("lines are given out whole; one that is not finished only when asked for", () => {
  const lines = new LineBuffer(plain);
  lines.add("one\ntw");
  expect(lines.take(false)).toEqual({ text: "one\n", bytes: 4, lines: 1 });
  expect(lines.take(false)).toBeUndefined();
  lines.add("o");
  expect(lines.take(true)).toEqual({ text: "two", bytes: 3, lines: 0 });
});

test("a secret that arrives in two pieces is masked", () => {
  const lines = new LineBuffer(secretMask(["hunter2"]));
  lines.add("it is hun");
  expect(lines.take(false)).toBeUndefined();
  lines.add("ter2\n");
  expect(lines.take(false)?.text).toBe("it is [secret]\n");
});

test("a line beyond the limit is cut, says so, and the next one is whole again", () => {
  const lines = new LineBuffer(plain);
  for (let i = 0; i < 10; i++) lines.add("x".repeat(LIMITS.logLineBytesMax / 4));
  lines.add("\nnext\n");
  const [first, second] = lines.take(false)!.text.split("\n");
  expect(first).toMatch(/^x{65536} … \[cut: .*logLineBytesMax/);
  expect(second).toBe("next");
});
