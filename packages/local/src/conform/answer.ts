import { z } from "zod";
import { OPERATIONS } from "./operations";

type Answer = { id: unknown } & ({ ok: true; value: unknown } | { ok: false; error: string; position?: number });

/** Returns the answer to one line of cases. Whatever the line contains, the answer is one line. */
export function answer(line: string): string {
  return JSON.stringify(answerCase(line));
}

function answerCase(line: string): Answer {
  let id: unknown = null;
  try {
    const given = readCase(line);
    id = given.id ?? null;
    const operation =
      typeof given.op === "string" && Object.hasOwn(OPERATIONS, given.op) ? OPERATIONS[given.op] : undefined;
    if (!operation) return { id, ok: false, error: `Unknown operation "${String(given.op)}".` };
    return { id, ok: true, value: operation.run(given) };
  } catch (error) {
    const position = error instanceof Error && "position" in error ? error.position : undefined;
    return { id, ok: false, error: messageOf(error), ...(typeof position === "number" && { position }) };
  }
}

function readCase(line: string): Record<string, unknown> {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch (cause) {
    throw new Error("The line isn't valid JSON.", { cause });
  }
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new Error("The line must be a JSON object.");
  return given as Record<string, unknown>;
}

function messageOf(error: unknown): string {
  if (error instanceof z.ZodError) return error.issues.map(issueText).join("; ");
  return error instanceof Error ? error.message : String(error);
}

/** Returns a text such as `partitions.kind: Invalid input`. */
const issueText = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`;
