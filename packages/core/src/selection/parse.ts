import { didYouMeanText } from "../did-you-mean";
import { SelectionError } from "./selection-error";
import {
  type Reach,
  SELECTION_ATTRIBUTES,
  SELECTION_FUNCTIONS,
  type Selection,
  type SelectionAttribute,
  type SelectionFunction,
} from "./syntax";
import { type Token, type TokenKind, tokenize } from "./tokenize";

/** What a person may write next, in words. */
const TERM = `an attribute such as key:name (${SELECTION_ATTRIBUTES.join(", ")}), sinks(…), roots(…), not, * or "("`;
/** Deeper nesting than anyone writes would exhaust the stack. */
const NESTING_MAX = 200;

/**
 * Parses an asset selection.
 * @throws SelectionError with the position of what is wrong
 * @example
 * parseSelection('2+key:orders and not tag:"tier"=gold');
 */
export function parseSelection(text: string): Selection {
  const tokens = tokenize(text);
  let at = 0;
  let nesting = 0;

  const peek = (ahead = 0): Token => tokens[Math.min(at + ahead, tokens.length - 1)] as Token;
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const accept = (kind: TokenKind): Token | undefined => (peek().kind === kind ? next() : undefined);
  const acceptWord = (word: string): Token | undefined => (isKeyword(peek(), word) ? next() : undefined);
  const expect = (kind: TokenKind, expected: string): Token => accept(kind) ?? fail(expected);
  const fail = (expected: string, hint = "", token = peek()): never => {
    const found =
      token.kind === "end" ? "reached the end of the selection" : `found ${text.slice(token.start, token.end)}`;
    throw new SelectionError(`Expected ${expected}, but ${found}${hint}`, token.start);
  };
  const nested = (read: () => Selection): Selection => {
    nesting += 1;
    if (nesting > NESTING_MAX) throw new SelectionError(`Nested deeper than ${NESTING_MAX} levels`, peek().start);
    const selection = read();
    nesting -= 1;
    return selection;
  };

  const disjunction = (): Selection => {
    const operands = [conjunction()];
    while (acceptWord("or")) operands.push(conjunction());
    return operands.length === 1 ? (operands[0] as Selection) : { type: "or", of: operands };
  };
  const conjunction = (): Selection => {
    const operands = [negation()];
    while (acceptWord("and")) operands.push(negation());
    return operands.length === 1 ? (operands[0] as Selection) : { type: "and", of: operands };
  };
  const negation = (): Selection => {
    if (acceptWord("not")) return nested(() => ({ type: "not", of: negation() }));
    if (peek().kind !== "star") return traversal();
    if (next().value !== "*") fail(TERM, `. Write a pattern as key:${tokens[at - 1]?.value}.`, tokens[at - 1]);
    if (peek().kind === "plus") fail('"and", "or" or the end', ". * already selects everything.");
    return { type: "all" };
  };

  const traversal = (): Selection => {
    const up = reachBefore();
    const of = primary();
    const down = accept("plus") ? readDepth(accept("number")) : undefined;
    return up || down ? { type: "traversal", of, ...(up && { up }), ...(down && { down }) } : of;
  };
  const reachBefore = (): Reach | undefined => {
    const depth = accept("number");
    if (!depth) return accept("plus") && {};
    expect("plus", '"+" after the number of levels');
    return readDepth(depth);
  };
  const readDepth = (token: Token | undefined): Reach => {
    if (!token) return {};
    const depth = Number(token.value);
    if (!Number.isSafeInteger(depth)) throw new SelectionError("The number of levels is too large", token.start);
    return { depth };
  };

  const primary = (): Selection => {
    const token = peek();
    if (accept("open")) return inParentheses();
    if (token.kind !== "word") return fail(TERM);
    const name = SELECTION_FUNCTIONS.find((it) => isKeyword(token, it));
    if (name && peek(1).kind === "open") return call(name);
    return attribute();
  };
  const inParentheses = (): Selection => {
    const selection = nested(disjunction);
    expect("close", '")"');
    return selection;
  };
  const call = (type: SelectionFunction): Selection => {
    next();
    expect("open", '"("');
    return { type, of: inParentheses() };
  };
  const attribute = (): Selection => {
    const token = peek();
    const name = SELECTION_ATTRIBUTES.find((it): it is SelectionAttribute => it === token.value);
    if (!name) {
      const isBareName = peek(1).kind !== "colon";
      return isBareName && !isReserved(token.value)
        ? fail(TERM, `. Write a name as key:${token.value}.`)
        : fail(TERM, `.${didYouMeanText(token.value, SELECTION_ATTRIBUTES)}`);
    }
    next();
    expect("colon", `":" and a value after ${name}`);
    const value = readValue(name === "key");
    if (name !== "tag" || !accept("equals")) return { type: "attribute", name, value };
    return { type: "attribute", name, value, tagValue: readValue(false) };
  };
  const readValue = (allowsStars: boolean): string => {
    const token = peek();
    if (token.kind === "quoted") return next().value;
    const isWord = token.kind === "word" || token.kind === "star";
    if (!isWord) return fail('a value: letters, digits, _ and /, or anything in "double quotes"');
    if (allowsStars || !token.value.includes("*")) return next().value;
    throw new SelectionError("* is a wildcard only in key values", token.start + token.value.indexOf("*"));
  };

  const selection = disjunction();
  if (peek().kind !== "end") fail('"and", "or" or the end');
  return selection;
}

const KEYWORDS = ["and", "or", "not", ...SELECTION_FUNCTIONS];

/** Keywords are written all in lower or all in upper case. */
const isKeyword = ({ kind, value }: Token, word: string): boolean =>
  kind === "word" && (value === word || value === word.toUpperCase());

export const isReserved = (value: string): boolean => KEYWORDS.includes(value.toLowerCase());
