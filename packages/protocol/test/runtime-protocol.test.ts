import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import * as protocol from "../src";
import { Count, Json, JsonByName, Name, PartitionKey, StepAttempt, StepKey, Text, TimeMs } from "../src/fields";
import { alternatives, fieldsOf, type Named, typeText } from "./type-text";

const DOCUMENT = fileURLToPath(new URL("../../../docs/runtime-protocol.md", import.meta.url));

/** Schemas that have a separate heading. */
const SHAPES = {
  ValueRef: protocol.ValueRef,
  WireError: protocol.WireError,
  StoredState: protocol.StoredState,
  RunProgress: protocol.RunProgress,
  RunPlan: protocol.RunPlan,
  PlanStep: protocol.PlanStep,
  AssetDependency: protocol.AssetDependency,
  RetryPolicy: protocol.RetryPolicy,
  TickResult: protocol.TickResult,
  RequestedRun: protocol.RequestedRun,
  AssetEvent: protocol.AssetEvent,
  RunEvent: protocol.RunEvent,
};
/** Schemas that the document describes without a table of fields. */
const DESCRIBED = {
  PartitionSetChanges: protocol.PartitionSetChanges,
  Wire: protocol.Wire,
  Manifest: protocol.Manifest,
};
/** Types of fields, which have a table together. */
const FIELD_TYPES = { Name, StepKey, PartitionKey, Text, Count, StepAttempt, TimeMs, Json, JsonByName };
const UNIONS = [
  ["Messages of the runtime", protocol.RuntimeToWorker, "type"],
  ["Messages of the worker", protocol.WorkerToRuntime, "type"],
  ["Assignments", protocol.Assignment, "kind"],
  ["Events of a run", protocol.RuntimeEvent, "type"],
  ["Requests", protocol.BrokerRequest, "op"],
] as const;

const linked = (name: string, target = name): string => `[${name}](#${target.toLowerCase()})`;
const named: Named = new Map<z.core.$ZodType, string>([
  ...Object.entries({ ...SHAPES, ...DESCRIBED }).map(([name, schema]) => [schema, linked(name)] as const),
  [protocol.StateChanges, linked("StoredState")],
  [protocol.RuntimeEvent, linked("RuntimeEvent", "events-of-a-run")],
  [protocol.Assignment, linked("Assignment", "assignments")],
  ...Object.entries(FIELD_TYPES).map(([name, schema]) => [schema, linked(name, "field-types")] as const),
]);

/** A line of the document and the headings above it: `Events of a run/stepStarted`. */
type Located = { readonly line: string; readonly heading: string };

function located(text: string): Located[] {
  let section = "";
  let heading = "";
  return text.split("\n").map((line) => {
    const [, marks = "", title = ""] = /^(#+) `?([^`]*)`?$/.exec(line) ?? [];
    if (marks === "##" || title === "Requests" || title === "Answers") section = title;
    if (marks !== "") heading = `${section}/${title}`;
    return { line, heading };
  });
}

/** A row of a table of fields. */
const ROW = /^\| `(\w+)` \| (?:.*?) \| /;

/** The fields of each table, by the headings above it. */
function writtenFields(text: string): Map<string, string[]> {
  const lines = located(text);
  const tables = new Map(
    lines.filter(({ line }) => line === "| field | type | meaning |").map(({ heading }) => [heading, [] as string[]]),
  );
  for (const { line, heading } of lines) {
    const [, field] = ROW.exec(line) ?? [];
    if (field !== undefined) tables.get(heading)?.push(field);
  }
  return tables;
}

/** What the tables should have: fields and their types. */
function expectedTables(): Map<string, Record<string, string>> {
  const tables = new Map<string, Record<string, string>>();
  for (const [section, union, by] of UNIONS)
    for (const [name, schema] of alternatives(union, by)) tables.set(`${section}/${name}`, fieldsOf(schema, named, by));
  for (const [name, schema] of Object.entries(SHAPES)) tables.set(`Shapes/${name}`, fieldsOf(schema, named));
  tables.set(
    "Shapes/Field types",
    Object.fromEntries(
      Object.entries(FIELD_TYPES).map(([name, schema]) => [name, typeText(schema, without(named, schema))]),
    ),
  );
  const answers = alternatives(protocol.BrokerReply, "ok");
  for (const [ok, name] of [
    ["true", "Accepted"],
    ["false", "Rejected"],
  ] as const)
    tables.set(`Answers/${name}`, fieldsOf(answers.get(ok) ?? protocol.BrokerReply, named));
  return tables;
}

const without = (all: Named, schema: unknown): Named => new Map([...all].filter(([known]) => known !== schema));

/** The document with each field's type as the schemas have it. */
function withTypes(text: string): string {
  const expected = expectedTables();
  return located(text)
    .map(({ line, heading }) =>
      line.replace(ROW, (row, field: string) => {
        const type = expected.get(heading)?.[field];
        return type === undefined ? row : `| \`${field}\` | ${type} | `;
      }),
    )
    .join("\n");
}

let text: string;
beforeAll(() => {
  text = readFileSync(DOCUMENT, "utf8");
});

test("every message, event, assignment, request and shape has a table with exactly its fields", () => {
  const sorted = (tables: Iterable<[string, string[]]>) =>
    Object.fromEntries([...tables].map(([heading, fields]) => [heading, [...fields].sort()]));
  const expected = [...expectedTables()].map(([heading, fields]): [string, string[]] => [heading, Object.keys(fields)]);
  expect(sorted(writtenFields(text))).toEqual(sorted(expected.filter(([, fields]) => fields.length > 0)));
});

test("the tables have the types and limits of the schemas", async () => {
  await expect(withTypes(text)).toMatchFileSnapshot(DOCUMENT);
});

test("every link inside the document has its heading", () => {
  const slug = (title: string): string =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-");
  const headings = new Set([...text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => slug(title)));
  const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, target]) => target);
  expect(links.filter((target) => !headings.has(target ?? ""))).toEqual([]);
});

test("every recorded conversation is listed", () => {
  const files = readdirSync(fileURLToPath(new URL("../fixtures/", import.meta.url)));
  expect(files.filter((file) => !text.includes(`\`${file}\``))).toEqual([]);
});
