import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assetGraph, type SelectableAsset } from "./asset-graph";
import { parseSelection } from "./parse";
import { printSelection } from "./print";
import { selectAssets } from "./select";
import { SelectionError } from "./selection-error";
import { type Reach, SELECTION_ATTRIBUTES, type Selection } from "./syntax";

/** a → b → c → d → e, and a → x → e. */
const ASSETS: readonly SelectableAsset[] = [
  { key: "a", group: "raw", owners: ["team:ingest"], kinds: ["csv"], tags: { tier: "gold", pii: "" } },
  { key: "b", deps: ["a"], tags: { tier: "silver" }, codeLocation: "retail" },
  { key: "c", deps: ["b"], owners: ["ann@example.com"] },
  { key: "d", deps: ["c", "elsewhere"] },
  { key: "e", deps: ["d", "x"], group: "gold" },
  { key: "x", deps: ["a"] },
  { key: "shop/orders" },
  { key: "shop/order-lines", tags: { tier: "gold" } },
];
const select = (text: string): string => selectAssets(text, ASSETS).join(" ");

describe("attributes", () => {
  test.each([
    ["*", "a b c d e shop/order-lines shop/orders x"],
    ["key:a", "a"],
    ["key:shop/*", "shop/order-lines shop/orders"],
    ['key:"shop/*-lines"', "shop/order-lines"],
    ["key:*o*s", "shop/order-lines shop/orders"],
    ["key:nothing", ""],
    ["tag:tier=gold", "a shop/order-lines"],
    ["tag:tier", "a b shop/order-lines"],
    ["tag:pii", "a"],
    ['owner:"team:ingest"', "a"],
    ['owner:"ann@example.com"', "c"],
    ["group:raw", "a"],
    ["group:default", "b c d shop/order-lines shop/orders x"],
    ["kind:csv", "a"],
    ["code_location:retail", "b"],
  ])("%s", (text, keys) => expect(select(text)).toBe(keys));
});

describe("traversal", () => {
  test.each([
    ["+key:c", "a b c"],
    ["1+key:c", "b c"],
    ["0+key:c", "c"],
    ["key:b+", "b c d e"],
    ["key:b+1", "b c"],
    ["1+key:c+1", "b c d"],
    ["+key:b+", "a b c d e"],
    ["2+(key:d or key:x)", "a b c d x"],
    [" 1 + key : b + 1 ", "a b c"],
    ["(*)+", "a b c d e shop/order-lines shop/orders x"],
    ["sinks(key:a+)", "e"],
    ["roots(+key:e)", "a"],
    ["sinks(key:a or key:d)", "d"],
    ["roots(key:b or key:d or key:x)", "b x"],
    ["ROOTS(key:c or key:shop/orders)", "c shop/orders"],
    ["sinks(key:b)+1", "b c"],
  ])("%s", (text, keys) => expect(select(text)).toBe(keys));
});

describe("precedence", () => {
  test.each([
    ["not key:a+ and not key:shop/*", ""],
    ["NOT (key:a+) AND key:shop/orders", "shop/orders"],
    ["key:a or key:b and key:c", "a"],
    ["(key:a or key:b) and key:b", "b"],
    ["not key:a or key:a", "a b c d e shop/order-lines shop/orders x"],
    ["not not key:a", "a"],
  ])("%s", (text, keys) => expect(select(text)).toBe(keys));
});

describe("what is not a selection is refused with its position", () => {
  test.each([
    ["", 0],
    ["orders", 0],
    ["*+", 1],
    ["+*", 1],
    ["key:a-b", 5],
    ["key:a.b", 5],
    ["owner:ann@example.com", 9],
    ["owner:team:x", 10],
    ["key:a key:b", 6],
    ["key:a And key:b", 6],
    ["(key:a", 6],
    ["key:a)", 5],
    ["key:", 4],
    ['key:"a', 4],
    ["key:2a", 4],
    ["group:a*", 7],
    ["2key:a", 1],
    ["++key:a", 1],
    ["key:a++", 6],
    ["status:ok", 0],
    ["sinks key:a", 0],
    ["not", 3],
    ["key:a and", 9],
    ["tag:a=", 6],
    ["*a", 0],
  ])("%s at %d", (text, position) => {
    try {
      parseSelection(text);
    } catch (error) {
      if (!(error instanceof SelectionError)) throw error;
      return expect(error.position).toBe(position);
    }
    expect.fail("it was accepted");
  });

  test("nesting that no one writes is refused before it exhausts the stack, long lists are fine", () => {
    expect(() => parseSelection(`${"(".repeat(100_000)}key:a`)).toThrow("Nested deeper");
    expect(() => parseSelection("not ".repeat(100_000))).toThrow("Nested deeper");
    expect(select(Array(10_000).fill("key:a").join(" or "))).toBe("a");
  });

  test("suggests what to write instead", () => {
    expect(() => parseSelection("orders")).toThrow("but found orders. Write a name as key:orders");
    expect(() => parseSelection("key:a-b")).toThrow("Put values with special characters in double quotes");
  });
});

const reach = fc.option(fc.record({ depth: fc.option(fc.nat(9), { nil: undefined }) }), { nil: undefined });
const clean = ({ depth }: Reach): Reach => (depth === undefined ? {} : { depth });
const value = fc.oneof(
  fc.constantFrom("a", "and", "NOT", "sinks", "a/b", 'say "x"', "back\\slash", "a*b", ""),
  fc.string(),
);
const attribute = fc
  .record({ name: fc.constantFrom(...SELECTION_ATTRIBUTES), value, tagValue: value })
  .map(
    ({ name, value, tagValue }): Selection =>
      name === "tag" && tagValue.length % 2 === 0
        ? { type: "attribute", name, value, tagValue }
        : { type: "attribute", name, value },
  );
const { selection: anySelection } = fc.letrec<{ selection: Selection }>((tie) => ({
  selection: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant<Selection>({ type: "all" }),
    attribute,
    tie("selection").map((of): Selection => ({ type: "not", of })),
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), fc.array(tie("selection"), { minLength: 2, maxLength: 3 }))
      .map(([type, of]): Selection => ({ type, of })),
    fc.tuple(fc.constantFrom("sinks" as const, "roots" as const), tie("selection")).map(([type, of]) => ({ type, of })),
    fc
      .tuple(tie("selection"), reach, reach)
      .map(
        ([of, up, down]): Selection =>
          up || down ? { type: "traversal", of, ...(up && { up: clean(up) }), ...(down && { down: clean(down) }) } : of,
      ),
  ),
}));

test("a printed selection parses to the same selection", () => {
  fc.assert(
    fc.property(anySelection, (selection) => {
      expect(parseSelection(printSelection(selection))).toEqual(selection);
    }),
    { numRuns: 1_000 },
  );
});

test("any text is either a selection or refused with a position within it", () => {
  const piece = fc.constantFrom(
    "key:",
    "tag:",
    "a",
    "*",
    "+",
    "2",
    "(",
    ")",
    " and ",
    " or ",
    "not ",
    '"',
    "=",
    "-",
    "sinks(",
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join("")),
      (text) => {
        try {
          const parsed = parseSelection(text);
          expect(parseSelection(printSelection(parsed))).toEqual(parsed);
        } catch (error) {
          if (!(error instanceof SelectionError)) throw error;
          expect(error.position).toBeGreaterThanOrEqual(0);
          expect(error.position).toBeLessThanOrEqual(text.length);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a chain of 10,000 assets is walked to both of its ends", () => {
  const graph = assetGraph(
    Array.from({ length: 10_000 }, (_, index) => ({
      key: `asset_${index}`,
      deps: [1, 7, 100].filter((step) => step <= index).map((step) => `asset_${index - step}`),
    })),
  );
  expect(selectAssets("sinks(+key:asset_9* and not roots(*)) or 3+key:asset_5000+3", graph).length).toBeGreaterThan(0);
});
