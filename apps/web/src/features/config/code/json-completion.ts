import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  insertCompletionText,
  pickedCompletion,
} from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import {
  type ConfigSchema,
  describeSchema,
  isRecord,
  propertiesAt,
  scaffold,
  schemasAt,
  schemaTypes,
} from "@millrace/core/config";
import type { JsonSchema } from "@millrace/core/manifest";
import { type JsonPlace, locationAt, readableValue } from "./json-location";

/** Completes names and values of JSON text from its schema. */
export const completeBy =
  (schema: JsonSchema) =>
  (context: CompletionContext): CompletionResult | null => {
    const place = locationAt(context.state, context.pos);
    if (!place) return context.explicit ? start(schema, context) : null;
    const value = readableValue(context.state);
    return place.isName ? names(schema, value, place, context) : values(schema, value, place, context);
  };

const start = (schema: JsonSchema, { pos }: CompletionContext): CompletionResult => ({
  from: pos,
  options: [
    { label: "{ … }", detail: "required fields and defaults", apply: JSON.stringify(scaffold(schema), null, 2) },
  ],
});

function names(
  schema: JsonSchema,
  value: unknown,
  place: JsonPlace,
  context: CompletionContext,
): CompletionResult | null {
  const isWritten = place.node.name === "PropertyName";
  const word = context.matchBefore(/"?[\w-]*/);
  if (!isWritten && !context.explicit && !word?.text) return null;
  const from = isWritten ? place.node.from : (word?.from ?? context.pos);
  const object = place.path.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], value);
  const written = context.state.sliceDoc(from, context.pos).replaceAll('"', "");
  const taken = new Set(isRecord(object) ? Object.keys(object).filter((name) => name !== written) : []);
  const required = new Set(schemasAt(schema, value, place.path).flatMap((it) => it.required ?? []));
  const options = [...propertiesAt(schema, value, place.path)].flatMap(([name, own]): Completion[] =>
    taken.has(name)
      ? []
      : [
          {
            label: JSON.stringify(name),
            detail: required.has(name) ? "required" : "optional",
            info: infoOf(own),
            boost: required.has(name) ? 1 : 0,
            apply: writeName(name, scaffold(schema, own)),
          },
        ],
  );
  return { from, to: isWritten ? place.node.to : context.pos, options, validFor: /^"?[\w-]*"?$/ };
}

/** Inserts a name and, unless one already follows, a selected value. */
const writeName =
  (name: string, value: unknown) => (view: EditorView, option: Completion, from: number, to: number) => {
    const after = view.state.sliceDoc(to, Math.min(view.state.doc.length, to + 200));
    const head = JSON.stringify(name);
    if (/^"?\s*:/.test(after)) {
      const end = after.startsWith('"') ? to + 1 : to;
      view.dispatch({ ...insertCompletionText(view.state, head, from, end), annotations: pickedCompletion.of(option) });
      return;
    }
    const indent = /^\s*/.exec(view.state.doc.lineAt(from).text)?.[0] ?? "";
    const text = JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
    const start = from + head.length + 2;
    const isQuoted = typeof value === "string";
    view.dispatch({
      changes: { from, to, insert: `${head}: ${text}${/^\s*"/.test(after) ? "," : ""}` },
      selection: { anchor: start + (isQuoted ? 1 : 0), head: start + text.length - (isQuoted ? 1 : 0) },
      annotations: pickedCompletion.of(option),
    });
  };

function values(
  schema: JsonSchema,
  value: unknown,
  place: JsonPlace,
  context: CompletionContext,
): CompletionResult | null {
  const word = context.matchBefore(/"?[\w.-]*/);
  const before = context.state.sliceDoc(0, word?.from ?? context.pos).trimEnd();
  if (!/[:,[]$/.test(before)) return null;
  const schemas = schemasAt(schema, value, place.path).concat(schemasAt(schema, undefined, place.path));
  const texts = new Map(schemas.flatMap((it) => valuesOf(it)));
  if (texts.size === 0) return null;
  const isWritten = place.node.name === "String";
  return {
    from: isWritten ? place.node.from : (word?.from ?? context.pos),
    to: isWritten ? place.node.to : context.pos,
    options: [...texts].map(([label, detail]) => ({ label, detail, type: "constant" })),
    validFor: /^"?[\w.-]*"?$/,
  };
}

/** The values that a schema lists, as JSON, with a reason. */
function valuesOf(schema: ConfigSchema): [string, string][] {
  const named: [unknown, string][] = [
    ...(schema.const === undefined ? [] : ([[schema.const, ""]] as [unknown, string][])),
    ...(schema.enum ?? []).map((each): [unknown, string] => [each, each === schema.default ? "default" : ""]),
    ...(schema.examples ?? []).map((each): [unknown, string] => [each, "example"]),
    ...(schemaTypes(schema).includes("boolean")
      ? ([
          [true, ""],
          [false, ""],
        ] as [unknown, string][])
      : []),
    ...(schemaTypes(schema).includes("null") ? ([[null, ""]] as [unknown, string][]) : []),
    ...(schema.default === undefined || isRecord(schema.default)
      ? []
      : ([[schema.default, "default"]] as [unknown, string][])),
  ];
  return named.map(([each, why]) => [JSON.stringify(each), why]);
}

const infoOf = (schema: ConfigSchema): string =>
  [schema.description, describeSchema(schema).join(" · ")].filter(Boolean).join("\n");
