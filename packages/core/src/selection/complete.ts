import { isReserved } from "./parse";
import { printValue } from "./print";
import { SELECTION_ATTRIBUTES, SELECTION_FUNCTIONS, type SelectionAttribute } from "./syntax";
import { type Token, type TokenKind, tokenize } from "./tokenize";

/** The values that are known for an attribute; for `tag`, the keys, or with `tagKey` that tag's values. */
export type SelectionVocabulary = (attribute: SelectionAttribute, tagKey?: string) => Iterable<string>;

export type CompletionOption = {
  readonly kind: "attribute" | "function" | "keyword" | "operator" | "value";
  readonly text: string;
};

/** What may be written at the cursor: each option replaces the text in `[from, to)`. */
export type Completion = { readonly from: number; readonly to: number; readonly options: readonly CompletionOption[] };

const OPTIONS_MAX = 100;

/** Completes a selection at a cursor position. */
export function completeSelection(text: string, position: number, vocabulary: SelectionVocabulary): Completion {
  const { tokens, partial, from } = split(text.slice(0, position));
  const context = contextAfter(tokens);
  const options =
    context.expects === "value"
      ? valueOptions(context.attribute, context.tagKey, partial, vocabulary)
      : FIXED[context.expects].filter((option) => option.text.startsWith(partial.toLowerCase()));
  return { from, to: position, options };
}

const ATTRIBUTES = SELECTION_ATTRIBUTES.map((name): CompletionOption => ({ kind: "attribute", text: `${name}:` }));
const FUNCTIONS = SELECTION_FUNCTIONS.map((name): CompletionOption => ({ kind: "function", text: `${name}(` }));
const TERMS: readonly CompletionOption[] = [...ATTRIBUTES, ...FUNCTIONS];
const FIXED: Readonly<Record<"term" | "traversed" | "operator", readonly CompletionOption[]>> = {
  term: [...TERMS, { kind: "keyword", text: "not " }, { kind: "operator", text: "*" }, { kind: "operator", text: "+" }],
  traversed: TERMS,
  operator: [
    { kind: "keyword", text: "and " },
    { kind: "keyword", text: "or " },
    { kind: "operator", text: "+" },
  ],
};

/** The whole tokens before the cursor and the word or open quote that the cursor is in. */
function split(before: string): { tokens: readonly Token[]; partial: string; from: number } {
  const openQuote = /^(?:[^"]|"(?:[^"\\]|\\.)*")*("(?:[^"\\]|\\.)*)$/s.exec(before)?.[1];
  const partial = openQuote ?? /[A-Za-z_*][A-Za-z0-9_/*]*$/.exec(before)?.[0] ?? "";
  const from = before.length - partial.length;
  const whole = before.slice(0, from).replace(/[^\w\s"*+:=()/\\]/g, " ");
  return { tokens: tokenize(whole).slice(0, -1), partial, from };
}

type Context =
  | { readonly expects: "term" | "traversed" | "operator" }
  | { readonly expects: "value"; readonly attribute: SelectionAttribute; readonly tagKey?: string };

const ENDS_TERM: readonly TokenKind[] = ["word", "quoted", "star", "close", "number"];

function contextAfter(tokens: readonly Token[]): Context {
  const [third, second, last] = [tokens.at(-3), tokens.at(-2), tokens.at(-1)];
  if (!last) return { expects: "term" };
  if (last.kind === "colon") {
    const attribute = SELECTION_ATTRIBUTES.find((name) => name === second?.value);
    return attribute ? { expects: "value", attribute } : { expects: "term" };
  }
  if (last.kind === "equals" && third?.kind === "colon") {
    return { expects: "value", attribute: "tag", tagKey: second?.value };
  }
  if (last.kind === "plus") {
    const follows = second?.kind === "number" ? third : second;
    return { expects: follows && endsTerm(follows) && follows.kind !== "number" ? "operator" : "traversed" };
  }
  return { expects: endsTerm(last) ? "operator" : "term" };
}

const endsTerm = (token: Token): boolean =>
  ENDS_TERM.includes(token.kind) && !(token.kind === "word" && isReserved(token.value));

function valueOptions(
  attribute: SelectionAttribute,
  tagKey: string | undefined,
  partial: string,
  vocabulary: SelectionVocabulary,
): CompletionOption[] {
  const wanted = partial
    .replace(/^"/, "")
    .replace(/\\(["\\])/g, "$1")
    .toLowerCase();
  const values = [...new Set(vocabulary(attribute, tagKey))].filter((value) => value.toLowerCase().includes(wanted));
  const startsFirst = (value: string): number => (value.toLowerCase().startsWith(wanted) ? 0 : 1);
  return values
    .sort((a, b) => startsFirst(a) - startsFirst(b) || (a < b ? -1 : 1))
    .slice(0, OPTIONS_MAX)
    .map((value) => ({ kind: "value", text: printValue(value, attribute === "key" && tagKey === undefined) }));
}
