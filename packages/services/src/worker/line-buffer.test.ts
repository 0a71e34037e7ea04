import { LIMITS } from "@millrace/core";
import { secretMask } from "@millrace/core/secrets";
import { expect, test } from "vitest";
import { LineBuffer } from "./line-buffer";

const plain = secretMask([]);

test("returns whole lines, and an unfinished one only on request", () => {
  const lines = new LineBuffer(plain);
  lines.add("one\ntw");
  expect(lines.take("keep")).toEqual({ text: "one\n", bytes: 4, lines: 1 });
  expect(lines.take("keep")).toBeUndefined();
  lines.add("o");
  expect(lines.take("show")).toEqual({ text: "two", bytes: 3, lines: 0 });
});

test("masks a secret that arrives in two pieces", () => {
  const lines = new LineBuffer(secretMask(["hunter22"]));
  lines.add("it is hun");
  expect(lines.take("keep")).toBeUndefined();
  lines.add("ter22\n");
  expect(lines.take("keep")?.text).toBe("it is [secret]\n");
});

test("keeps back the first half of a secret even when an unfinished line is shown", () => {
  const lines = new LineBuffer(secretMask(["hunter22"]));
  lines.add("it is hun");
  expect(lines.take("show")?.text).toBe("it is ");
  expect(lines.take("show")).toBeUndefined();
  lines.add("ter22");
  expect(lines.take("show")?.text).toBe("[secret]");
  lines.add("hun");
  expect(lines.take("end")?.text).toBe("hun");
});

test("masks the half of a secret after which nothing follows, and the half before a cut", () => {
  const secret = "correct-horse-battery";
  const lines = new LineBuffer(secretMask([secret]));
  lines.add("it is correct-horse");
  expect(lines.take("end")?.text).toBe("it is [secret]");
  lines.add(`${"x".repeat(LIMITS.logLineBytesMax - 10)}${secret}\n`);
  expect(lines.take("keep")?.text).toMatch(/x\[secret\] … \[truncated/);
});

test("truncates a line beyond the limit with a note, and keeps the next one whole", () => {
  const lines = new LineBuffer(plain);
  for (let i = 0; i < 10; i++) lines.add("x".repeat(LIMITS.logLineBytesMax / 4));
  lines.add("\nnext\n");
  const [first, second] = lines.take("keep")!.text.split("\n");
  expect(first).toMatch(/^x{65536} … \[truncated: .*logLineBytesMax/);
  expect(second).toBe("next");
});
