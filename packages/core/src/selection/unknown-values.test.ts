import { expect, test } from "vitest";
import { parseSelection } from "./parse";
import { unknownValues, unknownValuesText } from "./unknown-values";
import { vocabularyOf } from "./vocabulary";

const vocabulary = vocabularyOf([
  { key: "orders", deps: [], group: "bronze", tags: { tier: "gold" }, owners: ["team:crm"] },
]);

test("names that no asset has are found with their places, patterns and known names are not", () => {
  const text = 'key:oders+ or key:ord* or group:bronze and owner:"team:cmr"';
  expect(unknownValues(text, vocabulary)).toEqual([
    { attribute: "key", value: "oders", start: 4, end: 9, suggestion: "orders" },
    { attribute: "owner", value: "team:cmr", start: 49, end: 59, suggestion: "team:crm" },
  ]);
  expect(text.slice(4, 9)).toBe("oders");
  expect(text.slice(49, 59)).toBe('"team:cmr"');
});

test("unknown names are told in words", () => {
  expect(unknownValuesText("tag:teir", vocabulary)).toBe('; no asset has the tag "teir", did you mean "tier"?');
  expect(unknownValuesText("tag:tier=gold", vocabulary)).toBe("");
});

test("an attribute that does not exist is met with the nearest that does", () => {
  expect(() => parseSelection("onwer:x")).toThrow('but found onwer. Did you mean "owner"? (at character 1)');
});
