import { type NewExpression, parseSync, Visitor } from "oxc-parser";
import { lineCounter } from "./prose";
import { choicesOf, textOf } from "./text-of";

/** A `new DomainError(…)` whose code or message is written where it is thrown. */
export type ThrownError = {
  readonly path: string;
  readonly line: number;
  readonly code: string | undefined;
  readonly messages: readonly string[];
};

/** Returns the domain errors that a source file creates. */
export function readErrors(path: string, source: string): ThrownError[] {
  const lineOf = lineCounter(source);
  const found: ThrownError[] = [];
  new Visitor({
    NewExpression: (node: NewExpression) => {
      if (node.callee.type !== "Identifier" || node.callee.name !== "DomainError") return;
      const [, code, message] = node.arguments;
      found.push({
        path,
        line: lineOf(node.start),
        code: code && textOf(code)?.text,
        messages: message ? choicesOf(message).map(({ text }) => text) : [],
      });
    },
  }).visit(parseSync(path, source).program);
  return found;
}

/** Returns true if a message is one or more sentences: it starts with a capital or a value, and ends with a period. */
export const isSentence = (message: string): boolean =>
  /^[\p{Lu}"“`$]/u.test(message) && /([.?]|\$\{…\})$/.test(message);

/** Returns codes that consist of the same words in another order, such as `invalid_limit` and `limit_invalid`. */
export function reorderedCodes(codes: Iterable<string>): string[][] {
  const byWords = new Map<string, string[]>();
  for (const code of new Set(codes)) {
    const words = code.split("_").sort().join("_");
    byWords.set(words, [...(byWords.get(words) ?? []), code]);
  }
  return [...byWords.values()].filter((same) => same.length > 1).map((same) => same.sort());
}
