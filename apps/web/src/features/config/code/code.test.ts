import { CompletionContext } from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { EditorState } from "@codemirror/state";
import type { JsonSchema } from "@millrace/core/manifest";
import { expect, test } from "vitest";
import { z } from "zod";
import { completeBy } from "./json-completion";
import { lintBy } from "./json-lint";
import { locationAt, rangeOf } from "./json-location";

const schema = z
  .strictObject({
    limit: z.number().int().min(1).describe("Rows at most"),
    currency: z.enum(["EUR", "GBP"]).default("EUR"),
    dry: z.boolean().default(false),
    mode: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("full") }),
      z.strictObject({ kind: z.literal("since"), day: z.iso.date() }),
    ]),
    tags: z.array(z.enum(["a", "b"])).default([]),
  })
  .toJSONSchema({ io: "input" }) as JsonSchema;

/** A text whose cursor is at `|`. */
function at(text: string) {
  const position = text.indexOf("|");
  const state = EditorState.create({ doc: text.replace("|", ""), extensions: [json()] });
  return { state, position };
}

function completions(text: string): string[] {
  const { state, position } = at(text);
  const result = completeBy(schema)(new CompletionContext(state, position, true));
  return (result?.options ?? []).map((it) => it.label);
}

test.each([
  ['{ "mode": { "day": "2026|" } }', ["mode", "day"], false],
  ['{ "tags": ["a", "|"] }', ["tags", 1], false],
  ['{ "mo|" }', [], true],
  ['{ "mode": { "k|" } }', ["mode"], true],
  ['{ "limit": 1, | }', [], true],
])("a place of %s is known", (text, path, isName) => {
  const { state, position } = at(text);
  expect(locationAt(state, position)).toMatchObject({ isName });
  expect(locationAt(state, position)?.path.slice(0, path.length)).toEqual(path);
});

test("completes names that are not present yet", () => {
  expect(completions("{ | }")).toEqual(['"limit"', '"currency"', '"dry"', '"mode"', '"tags"']);
  expect(completions('{ "limit": 1, | }')).toEqual(['"currency"', '"dry"', '"mode"', '"tags"']);
  expect(completions('{ "limit": 1, "cu|" }')).toEqual(['"currency"', '"dry"', '"mode"', '"tags"']);
});

test("completes names of the selected alternative, or of all alternatives before one is selected", () => {
  expect(completions('{ "mode": { "kind": "since", | } }')).toEqual(['"day"']);
  expect(completions('{ "mode": { "kind": "full", | } }')).toEqual([]);
  expect(completions('{ "mode": { | } }')).toEqual(['"kind"', '"day"']);
});

test("completes values listed by the schema", () => {
  expect(completions('{ "currency": | }')).toEqual(['"EUR"', '"GBP"']);
  expect(completions('{ "currency": "G|" }')).toEqual(['"EUR"', '"GBP"']);
  expect(completions('{ "dry": | }')).toEqual(["true", "false"]);
  expect(completions('{ "mode": { "kind": | } }')).toEqual(['"full"', '"since"']);
  expect(completions('{ "tags": ["a", |] }')).toEqual(['"a"', '"b"']);
  expect(completions('{ "limit": | }')).toEqual([]);
});

function lint(text: string) {
  const state = EditorState.create({ doc: text, extensions: [json()] });
  const problems = lintBy(schema)({ state });
  return problems.map(({ from, to, message }) => `${text.slice(from, to)}: ${message}`);
}

test("marks problems at their position, and missing properties at their object", () => {
  expect(lint('{ "limit": 0, "currency": "EU", "mode": { "kind": "since", "day": "x" }, "limt": 1 }')).toEqual([
    '"limit": 0: /limit must be at least 1',
    '"currency": "EU": /currency must be one of "EUR", "GBP", not "EU". Did you mean "EUR"?',
    '"day": "x": /mode/day must be a date such as 2026-01-31, not "x"',
    '"limt": 1: /limt is an unknown key. Did you mean "limit"?',
  ]);
  expect(lint('{ "limit": 1 }')).toEqual(["{: /mode is required"]);
  expect(lint('{ "limit": 1, "mode": { "kind": "full" }, "tags": ["a", "c"] }')).toEqual([
    '"c": /tags/1 must be one of "a", "b", not "c". Did you mean "a"?',
  ]);
});

test("marks a syntax error at its character", () => {
  const state = EditorState.create({ doc: '{ "limit": }', extensions: [json()] });
  expect(lintBy(schema)({ state })).toMatchObject([{ from: 11, severity: "error" }]);
});

test("finds a range for every pointer, even in an empty text", () => {
  expect(rangeOf(EditorState.create({ doc: "", extensions: [json()] }), "/a/0")).toEqual({ from: 0, to: 0 });
});
