import { isReservedName } from "./own";

/** Characters that PostgreSQL can't store: U+0000, and halves of surrogate pairs, which are not valid Unicode. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const EACH_UNSTORABLE = new RegExp(UNSTORABLE, "gu");

/** Returns the text with U+FFFD in place of each character that PostgreSQL can't store. */
export const storableText = (text: string): string =>
  UNSTORABLE.test(text) ? text.replace(EACH_UNSTORABLE, "\uFFFD") : text;

/** The first part of a value that can't be stored: its JSON pointer, and what is wrong with it. */
export type Unstorable = { readonly pointer: string; readonly problem: "nul" | "surrogate" | "depth" | "name" };

/**
 * Returns the first part of a JSON-like value that PostgreSQL can't store, or that nests deeper than `depthMax`: a text or a
 * key with U+0000 or half of a surrogate pair, or the key `__proto__`. Walks level by level without recursion.
 */
export function findUnstorable(value: unknown, depthMax: number): Unstorable | undefined {
  let level: readonly Part[] = [{ pointer: "", value }];
  for (let depth = 0; level.length > 0; depth++) {
    const next: Part[] = [];
    for (const part of level) {
      const problem = typeof part.value === "string" ? problemOf(part.value) : undefined;
      if (problem) return { pointer: part.pointer, problem };
      if (typeof part.value !== "object" || part.value === null) continue;
      if (depth >= depthMax) return { pointer: part.pointer, problem: "depth" };
      for (const [key, nested] of Object.entries(part.value)) {
        const pointer = `${part.pointer}/${storableText(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
        const keyProblem = problemOf(key) ?? (isReservedName(key) ? "name" : undefined);
        if (keyProblem) return { pointer, problem: keyProblem };
        next.push({ pointer, value: nested });
      }
    }
    level = next;
  }
  return undefined;
}

type Part = { readonly pointer: string; readonly value: unknown };

function problemOf(text: string): "nul" | "surrogate" | undefined {
  if (!UNSTORABLE.test(text)) return undefined;
  return text.includes("\0") ? "nul" : "surrogate";
}
