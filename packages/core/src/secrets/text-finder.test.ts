import fc from "fast-check";
import { expect, test } from "vitest";
import { textFinder } from "./text-finder";

const letters = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 4, maxLength: 9 });

/** The same, tried out at every place. */
function found(texts: readonly string[], text: string) {
  const spans: { start: number; end: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    const length = Math.max(0, ...texts.filter((it) => text.startsWith(it, at)).map((it) => it.length));
    if (length === 0) continue;
    const before = spans.at(-1);
    if (before && at < before.end) before.end = Math.max(before.end, at + length);
    else spans.push({ start: at, end: at + length });
  }
  return spans;
}

test("finds every text, from left to right, and joins what overlaps", () => {
  fc.assert(
    fc.property(
      fc.array(letters, { minLength: 1, maxLength: 12 }),
      fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 60 }),
      (texts, text) => {
        expect(textFinder(texts).find(text)).toEqual(found(texts, text));
      },
    ),
    { numRuns: 500 },
  );
});

test("finds the longest end that only begins a text", () => {
  fc.assert(
    fc.property(
      fc.array(letters, { minLength: 1, maxLength: 6 }),
      fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 20 }),
      (texts, text) => {
        const lengths = Array.from({ length: text.length }, (_, index) => text.length - index);
        const expected = lengths.find((n) => texts.some((it) => it.length > n && it.startsWith(text.slice(-n)))) ?? 0;
        expect(textFinder(texts).beginningAtEnd(text)).toBe(expected);
      },
    ),
    { numRuns: 500 },
  );
});
