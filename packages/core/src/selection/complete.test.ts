import { expect, test } from "vitest";
import { completeSelection } from "./complete";
import { vocabularyOf } from "./vocabulary";

const vocabulary = vocabularyOf([
  { key: "orders", owners: ["team:ingest"], tags: { tier: "gold" } },
  { key: "shop/order-lines", tags: { tier: "silver" } },
]);

/** `|` marks the cursor; the answer is the text with each option in place. */
function complete(marked: string): string[] {
  const position = marked.indexOf("|");
  const text = marked.replace("|", "");
  const { from, to, options } = completeSelection(text, position, vocabulary);
  return options.map((option) => text.slice(0, from) + option.text + text.slice(to));
}

test.each([
  ["ow|", ["owner:"]],
  ["not si|", ["not sinks("]],
  ["2+k|", ["2+key:", "2+kind:"]],
  ["key:ord|", ["key:orders", 'key:"shop/order-lines"']],
  ['owner:"team|', ['owner:"team:ingest"']],
  ["tag:|", ["tag:tier"]],
  ["tag:tier=g|", ["tag:tier=gold"]],
  ["key:orders a|", ["key:orders and "]],
  ["key:orders+ |", ["key:orders+ and ", "key:orders+ or ", "key:orders+ +"]],
  ["(key:orders) o|", ["(key:orders) or "]],
  ["key:orders and ro|x", ["key:orders and roots(x"]],
])("%s offers %j", (marked, expected) => {
  expect(complete(marked)).toEqual(expected);
});

test("an empty field offers everything that a selection may begin with", () => {
  expect(complete("|")).toContain("key:");
  expect(complete("|")).toContain("*");
});
