import { piecesOf, secretForms } from "./secret-forms";
import { SECRET_CHARS_MIN } from "./secret-length";
import { secretParts } from "./secret-parts";
import { type Span, type TextFinder, textFinder } from "./text-finder";

/** Replaces secrets wherever they appear in a text. */
export type Mask = {
  (text: string): string;
  /** Masks a text of which the rest was cut off: the beginning of a secret at its end is masked too. */
  cut(text: string): string;
  /** Returns how many characters at the end of a text can be the start of a secret, which the next text would complete. */
  secretStart(text: string): number;
};

const MASKED = "[secret]";
/** Forms of all secrets together. Beyond it, they are looked for only as they are. */
const FORMS_MAX = 100_000;
/** What is left between two masked pieces of one secret, such as the bits of base64 that both pieces share. */
const GAP_CHARS_MAX = 3;
/** How a text that was cut says so. */
const CUT_NOTE = /^…(?: \(\d+ characters\)| \[truncated: [^\]]*\])?$/;
/** Longer than any such note: a code location's text may have many beginnings of one. */
const CUT_NOTE_CHARS_MAX = 200;

/**
 * Masks secrets, the values inside them, and the forms in which both commonly reappear. Secrets of fewer than
 * {@link SECRET_CHARS_MIN} characters aren't masked.
 */
export function secretMask(secrets: readonly string[]): Mask {
  const forms = formsOf(secrets);
  if (forms.size === 0) return NOTHING;
  const finder = textFinder(forms);
  const whole = (text: string): string => replaced(text, joined(finder.find(text)));
  const cut = (text: string): string => {
    const start = startOf(finder, text);
    return start < SECRET_CHARS_MIN ? whole(text) : `${whole(text.slice(0, -start))}${MASKED}`;
  };
  const mask = (text: string): string => {
    const end = endOfCut(text);
    return end === undefined ? whole(text) : cut(text.slice(0, end)) + text.slice(end);
  };
  return Object.assign(mask, { cut, secretStart: (text: string) => startOf(finder, text) });
}

/** Returns where a text was cut: the position of the note about it. Undefined if the text is whole. */
function endOfCut(text: string): number | undefined {
  const from = Math.max(0, text.length - CUT_NOTE_CHARS_MAX);
  const at = text.slice(from).lastIndexOf("…");
  return at >= 0 && CUT_NOTE.test(text.slice(from + at)) ? from + at : undefined;
}

/** The mask of a run without secrets. */
const unchanged = (text: string): string => text;
const NOTHING: Mask = Object.assign((text: string) => text, { cut: unchanged, secretStart: () => 0 });

function formsOf(secrets: readonly string[]): Set<string> {
  const parts = [...new Set(secrets.flatMap((secret) => [...secretParts(secret)]))];
  const forms = new Set<string>();
  for (const part of parts.sort((a, b) => a.length - b.length))
    for (const form of forms.size < FORMS_MAX ? secretForms(part) : piecesOf(part)) forms.add(form);
  return forms;
}

/** Characters at the end that may become a secret, none of which belong to a whole one. */
function startOf(finder: TextFinder, text: string): number {
  const length = finder.beginningAtEnd(text);
  if (length === 0) return 0;
  const end = finder.find(text).at(-1)?.end ?? 0;
  return length <= text.length - end ? length : finder.beginningAtEnd(text.slice(end));
}

/** Joins spans that are next to each other. */
function joined(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = result.at(-1);
    if (last && start - last.end <= GAP_CHARS_MAX && end - start > WHOLE_WORD_CHARS) last.end = end;
    else result.push({ start, end });
  }
  return result;
}

/** Two short secrets with a comma between them stay two. */
const WHOLE_WORD_CHARS = 40;

function replaced(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let result = "";
  let from = 0;
  for (const { start, end } of spans) {
    result += text.slice(from, start) + MASKED;
    from = end;
  }
  return result + text.slice(from);
}

/** Values nested deeper are replaced: no reader looks there, and each level costs stack. */
const DEPTH_MAX = 64;
const TOO_DEEP = "[nested too deep]";

/** Masks every text and number in a JSON value, keys included. Anything below {@link DEPTH_MAX} levels is left out. */
export function maskDeep(mask: Mask, value: unknown, depth = 0): unknown {
  if (typeof value === "string") return mask(value);
  if (typeof value === "number") return maskNumber(mask, value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((item) => maskDeep(mask, item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [mask(key), maskDeep(mask, item, depth + 1)]));
}

const maskNumber = (mask: Mask, value: number): number | string => {
  const masked = mask(String(value));
  return masked === MASKED ? masked : value;
};
