import { expect, test } from "vitest";
import { findUnstorable, storableText } from "./storable-text";

test("replaces U+0000 and halves of surrogate pairs, and keeps everything else", () => {
  expect(storableText("a\0b\uD800c\uDC00")).toBe("a\uFFFDb\uFFFDc\uFFFD");
  expect(storableText("tab\t, é, \u{1F600}, \uFFFF")).toBe("tab\t, é, \u{1F600}, \uFFFF");
});

test("points at the text or key that can't be stored", () => {
  expect(findUnstorable({ config: { "a/b": ["x", { y: "\0" }] } }, 64)).toEqual({
    pointer: "/config/a~1b/1/y",
    problem: "nul",
  });
  expect(findUnstorable({ tags: { "te\uD800am": "a" } }, 64)).toEqual({
    pointer: "/tags/te\uFFFDam",
    problem: "surrogate",
  });
  expect(findUnstorable({ tags: { team: "\u{1F600}" } }, 64)).toBeUndefined();
});

test("points at what nests too deeply, however deep it is", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];

  expect(findUnstorable(deep, 3)).toEqual({ pointer: "/0/0/0", problem: "depth" });
  expect(findUnstorable([[["x"]]], 3)).toBeUndefined();
});
