export type AnsiSpan = { text: string; className: string };

const COLORS = [
  "text-subtle",
  "text-danger-text",
  "text-success-text",
  "text-warning-text",
  "text-info-text",
  "text-accent-text",
  "text-accent-text",
  "text-fg",
];
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with a control character
const SEQUENCE = /\u001b(?:\[([0-9;:?]*)([A-Za-z@`~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[()][A-Za-z0-9]|.)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters that aren't displayed
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

type Style = { color: string; bold: boolean; dim: boolean; italic: boolean; underline: boolean };
const plain = (): Style => ({ color: "", bold: false, dim: false, italic: false, underline: false });

/**
 * Splits a line into colored spans. Colors become theme tokens; cursor movements, titles, and other sequences are
 * dropped. Text is never interpreted as markup.
 */
export function parseAnsi(line: string): AnsiSpan[] {
  if (!line.includes("\u001b")) return [{ text: line.replace(CONTROL, ""), className: "" }];
  const spans: AnsiSpan[] = [];
  let style = plain();
  let from = 0;
  const push = (text: string) => {
    const clean = text.replace(CONTROL, "");
    if (clean) spans.push({ text: clean, className: classOf(style) });
  };
  for (const match of line.matchAll(SEQUENCE)) {
    push(line.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === "m") style = applied(style, (match[1] ?? "").split(/[;:]/).map(Number));
  }
  push(line.slice(from));
  return spans;
}

/** Returns the text of a line without escape sequences. */
export function stripAnsi(line: string): string {
  return line.replace(SEQUENCE, "").replace(CONTROL, "");
}

function applied(style: Style, codes: number[]): Style {
  let next = { ...style };
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index]!;
    if (code === 0) next = plain();
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 3) next.italic = true;
    else if (code === 4) next.underline = true;
    else if (code === 22) next = { ...next, bold: false, dim: false };
    else if (code === 39) next.color = "";
    else if (code >= 30 && code <= 37) next.color = COLORS[code - 30]!;
    else if (code >= 90 && code <= 97) next.color = COLORS[code - 90]!;
    else if (code === 38 || code === 48) index += codes[index + 1] === 2 ? 4 : 2;
  }
  return next;
}

function classOf(style: Style): string {
  return [
    style.color,
    style.bold && "font-semibold",
    style.dim && "text-subtle",
    style.italic && "italic",
    style.underline && "underline",
  ]
    .filter(Boolean)
    .join(" ");
}
