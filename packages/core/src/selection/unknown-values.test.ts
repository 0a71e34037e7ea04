import { expect, test } from "vitest";
import { parseSelection } from "./parse";
import { unknownValues, unknownValuesText } from "./unknown-values";
import { vocabularyOf } from "./vocabulary";

const vocabulary = vocabularyOf([
  { key: "orders", deps: [], group: "bronze", tags: { tier: "gold" }, owners: ["team:crm"] },
]);

test("finds unknown names with their positions, but not patterns or known names", () => {
  const text = 'key:oders+ or key:ord* or group:bronze and owner:"team:cmr"';
  expect(unknownValues(text, vocabulary)).toEqual([
    { attribute: "key", value: "oders", start: 4, end: 9, suggestion: "orders" },
    { attribute: "owner", value: "team:cmr", start: 49, end: 59, suggestion: "team:crm" },
  ]);
  expect(text.slice(4, 9)).toBe("oders");
  expect(text.slice(49, 59)).toBe('"team:cmr"');
});

test("describes unknown names", () => {
  expect(unknownValuesText("tag:teir", vocabulary)).toBe(' No asset has the tag "teir". Did you mean "tier"?');
  expect(unknownValuesText("tag:tier=gold", vocabulary)).toBe("");
});

test("suggests the closest attribute for an unknown one", () => {
  expect(() => parseSelection("onwer:x")).toThrow('but found onwer. Did you mean "owner"? (at character 1)');
});
