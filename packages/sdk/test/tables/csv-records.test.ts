import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvRecords } from "../../src/tables/csv/records";

const split = (...chunks: string[]) => {
  const records = new CsvRecords();
  return [...chunks.flatMap((piece) => records.push(piece)), ...records.end()];
};

test.each([
  [
    "a,b\n1,2\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a,b\r\n1,2",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  ["a\r1\r", [["a"], ["1"]]],
  [',""\n', [[null, ""]]],
  ["a,\n", [["a", null]]],
  ["a,", [["a", null]]],
  ["a\n\nb\n", [["a"], [null], ["b"]]],
  ['"a ""b"", c\n","\r\n"\n', [['a "b", c\n', "\r\n"]]],
  ["", []],
])("splits %j into records", (text, records) => {
  expect(split(text)).toEqual(records);
});

test.each([
  ['a,b\n1,"2', "record 2 of the CSV (the header is 1): the last quote is never closed"],
  ['a,b\n1,2"', "record 2 of the CSV (the header is 1): unexpected quote inside an unquoted cell"],
  ['"a"b\n', "record 1 of the CSV (the header is 1): unexpected text after a closing quote"],
])("rejects %j", (text, problem) => {
  expect(() => split(text)).toThrow(problem);
});

test("splits records the same way wherever chunks begin", () => {
  const special = fc.constantFrom(",", '"', "\n", "\r", "a", "é", " ");
  const cell = fc.array(special).map((parts) => `"${parts.join("").replaceAll('"', '""')}"`);
  const plain = fc.constantFrom("", "a", " b ", "é");
  const line = fc.array(fc.oneof(cell, plain), { minLength: 1 }).map((cells) => cells.join(","));
  const text = fc.tuple(fc.array(line), fc.constantFrom("\n", "\r\n", "\r")).map(([lines, end]) => lines.join(end));
  fc.assert(
    fc.property(text, fc.array(fc.nat()), (csv, cuts) => {
      const boundaries = [...new Set(cuts.map((cut) => cut % (csv.length + 1)))].sort((a, b) => a - b);
      const chunks = [0, ...boundaries].map((from, index) => csv.slice(from, boundaries[index] ?? csv.length));
      expect(split(...chunks)).toEqual(split(csv));
    }),
  );
});
