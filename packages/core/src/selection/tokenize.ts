import { SelectionError } from "./selection-error";

export type TokenKind = "word" | "quoted" | "number" | "star" | "plus" | "colon" | "equals" | "open" | "close" | "end";

/** A piece of a selection's text, `[start, end)`. `value` is what it says: quoted text without quotes and escapes. */
export type Token = { readonly kind: TokenKind; readonly value: string; readonly start: number; readonly end: number };

const SYMBOLS: Readonly<Record<string, TokenKind>> = {
  "+": "plus",
  ":": "colon",
  "=": "equals",
  "(": "open",
  ")": "close",
};
/** Words may hold stars here; the parser allows them in keys only. */
const WORD = /[A-Za-z_*][A-Za-z0-9_/*]*/y;
const NUMBER = /\d+/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;

/** Cuts a selection into tokens, ending with one of kind `end`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    if (/\s/.test(text[position] as string)) {
      position += 1;
      continue;
    }
    const token = tokenAt(text, position);
    tokens.push(token);
    position = token.end;
  }
  tokens.push({ kind: "end", value: "", start: text.length, end: text.length });
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  const symbol = SYMBOLS[text[start] as string];
  if (symbol) return { kind: symbol, value: text[start] as string, start, end: start + 1 };
  const word = matchAt(WORD, text, start);
  if (word) return { kind: word[0] === "*" ? "star" : "word", value: word[0], start, end: start + word[0].length };
  const number = matchAt(NUMBER, text, start);
  if (number) return { kind: "number", value: number[0], start, end: start + number[0].length };
  const quoted = matchAt(QUOTED, text, start);
  if (quoted) {
    const value = (quoted[1] as string).replace(/\\(["\\])/g, "$1");
    return { kind: "quoted", value, start, end: start + quoted[0].length };
  }
  if (text[start] === '"') throw new SelectionError("Unclosed quote", start);
  throw new SelectionError(
    `"${text[start]}" isn't allowed here. Put values with special characters in double quotes.`,
    start,
  );
}

function matchAt(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}
