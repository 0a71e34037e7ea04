import { expect, test } from "vitest";
import { decodeCursor, encodeCursor, PageInput, toPage } from "./page";

test("a cursor gives back the key that it was made of", () => {
  for (const key of [["run_1"], [1_700_000_000_000, "run_ä/+="], ["日本", 0]])
    expect(decodeCursor(encodeCursor(key))).toEqual(key);
  expect(encodeCursor(["??>>~~"])).toMatch(/^[\w-]+$/);
  expect(decodeCursor(null)).toBeUndefined();
});

test("a cursor that no list gave out is refused by name", () => {
  for (const cursor of ["x", "%%%", btoa("{}"), btoa("[]"), btoa("[null]")]) {
    expect(() => decodeCursor(cursor)).toThrowError(expect.objectContaining({ code: "cursor_invalid" }));
  }
});

test("the row too many becomes the next page's promise, not a row", () => {
  const key = (row: number) => [row];
  expect(toPage([1, 2, 3], 2, key)).toEqual({ data: [1, 2], hasMore: true, nextCursor: encodeCursor([2]) });
  expect(toPage([1, 2], 2, key)).toEqual({ data: [1, 2], hasMore: false, nextCursor: null });
  expect(toPage([], 2, key)).toEqual({ data: [], hasMore: false, nextCursor: null });
});

test("pages have 50 rows unless asked, and never more than 200", () => {
  expect(PageInput.parse({})).toEqual({ limit: 50 });
  expect(PageInput.parse({ limit: "20" })).toEqual({ limit: 20 });
  expect(PageInput.safeParse({ limit: 201 }).success).toBe(false);
});
