import { z } from "zod";
import { didYouMeanText } from "../did-you-mean";
import type { ErrorDetail } from "../errors";
import type { JsonSchema } from "../manifest/manifest";
import { issueMessage } from "./issue-messages";
import { toPointerPart } from "./schema";
import { propertiesAt } from "./schemas-at";
import { withoutPrototypes } from "./without-prototypes";

/** The code of a key that the schema does not know. */
export const UNKNOWN_KEY = "unknown_key";

/**
 * What is wrong with a value by a JSON Schema: a JSON pointer below `pointer` and a sentence for each place.
 * Zod wrote the schema and zod reads it again, without generating code. Refinements and transforms are not in a schema:
 * the step checks them. The time that it takes is up to the schema's author: bound it where that is not the caller.
 */
export function configProblems(schema: JsonSchema, value: unknown, pointer = ""): ErrorDetail[] {
  const type = typeOf(schema);
  if (!type) return [];
  const { error } = type.safeParse(withoutPrototypes(value), { jitless: true, error: issueMessage, reportInput: true });
  const issues = (error?.issues ?? []).flatMap((issue) => flat(issue, []));
  return issues.filter(isFirstIssueAtPath).flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return unknownKeys(schema, value, issue, pointer);
    const detail = issue.message || "doesn't match any allowed alternative";
    return [{ pointer: pointerOf(pointer, issue.path), code: issue.code, detail }];
  });
}

/** Whether launches can be checked by a schema; the exceptions are keywords that an author wrote by hand. */
export const isCheckable = (schema: JsonSchema): boolean => typeOf(schema) !== undefined;

const types = new WeakMap<JsonSchema, { readonly type: z.ZodType | undefined }>();

function typeOf(schema: JsonSchema): z.ZodType | undefined {
  const known = types.get(schema);
  if (known) return known.type;
  let type: z.ZodType | undefined;
  try {
    type = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch {
    // A keyword such as `if`, put in by `.meta()`, has no counterpart in zod; `isCheckable` says so at the push.
  }
  types.set(schema, { type });
  return type;
}

type Issue = z.core.$ZodIssue;

const pointerOf = (pointer: string, path: readonly PropertyKey[]): string =>
  [pointer, ...path.map((part) => toPointerPart(String(part)))].join("/");

/** A format has a pattern beside it that fails with it: one sentence for a place is enough. */
const isFirstIssueAtPath = (issue: Issue, index: number, all: readonly Issue[]): boolean =>
  issue.code !== "invalid_format" ||
  all.findIndex((other) => other.code === issue.code && samePath(other.path, issue.path)) === index;

const samePath = (a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean =>
  a.length === b.length && a.every((part, index) => part === b[index]);

function unknownKeys(
  schema: JsonSchema,
  value: unknown,
  issue: Extract<Issue, { code: "unrecognized_keys" }>,
  pointer: string,
): ErrorDetail[] {
  const known = [...propertiesAt(schema, value, issue.path as (string | number)[]).keys()];
  return issue.keys.map((key) => ({
    pointer: pointerOf(pointer, [...issue.path, key]),
    code: UNKNOWN_KEY,
    detail: `is an unknown key.${didYouMeanText(key, known) || knownText(known)}`,
  }));
}

const knownText = (names: readonly string[]): string =>
  names.length === 0 ? "" : ` Known keys: ${names.slice(0, 10).join(", ")}`;

/** An issue with its whole path; one of a union becomes those of the alternative that was meant. */
function flat(issue: Issue, path: readonly PropertyKey[]): Issue[] {
  const whole = { ...issue, path: [...path, ...issue.path] };
  if (issue.code !== "invalid_union") return [whole];
  const branches = issue.errors.map((errors) => errors.flatMap((inner) => flat(inner, whole.path)));
  if (issue.input === undefined) return [{ ...whole, message: "is required" }];
  const fitting = branches.filter((errors) => !errors.some((inner) => isRuledOut(inner, whole.path.length)));
  if (fitting.length === 1) return fitting[0] as Issue[];
  return [{ ...whole, message: alternativesText(fitting.length > 0 ? fitting : branches, whole.path) }];
}

/** The value has another type than the alternative, or another constant in the property that distinguishes them. */
const isRuledOut = (issue: Issue, depth: number): boolean =>
  (issue.code === "invalid_type" && issue.path.length === depth) ||
  (issue.code === "invalid_value" && issue.values.length === 1 && issue.path.length <= depth + 1);

function alternativesText(branches: readonly (readonly Issue[])[], path: readonly PropertyKey[]): string {
  const words = branches.flatMap((errors) => {
    const [first] = errors;
    return first ? [`${pointerOf("", first.path.slice(path.length))} ${first.message}`.trim()] : [];
  });
  return `doesn't match any of its ${branches.length} alternatives: ${[...new Set(words)].join("; or ")}`;
}
