import { SECRET_CHARS_MIN } from "./secret-length";

/** Longer parts are looked for piece by piece, so that what is cut off or spread over lines is found too. */
const WHOLE_CHARS_MAX = 256;
const PIECE_CHARS = 64;
/** `util.inspect` shows this many bytes of a buffer. */
const BUFFER_BYTES_SHOWN = 50;

/** Returns the texts in which a part of a secret commonly reappears. None is shorter than a secret. */
export function secretForms(part: string): ReadonlySet<string> {
  const forms = new Set<string>();
  for (const piece of piecesOf(part))
    for (const form of [...encoded(piece), ...printed(piece)]) if (form.length >= SECRET_CHARS_MIN) forms.add(form);
  return forms;
}

/** Pieces of the same length: the last one overlaps the one before. */
export function piecesOf(part: string): string[] {
  if (part.length <= WHOLE_CHARS_MAX) return [part];
  const pieces: string[] = [];
  for (let from = 0; from < part.length; from += PIECE_CHARS) {
    const start = Math.min(from, part.length - PIECE_CHARS);
    pieces.push(part.slice(start, start + PIECE_CHARS));
  }
  return pieces;
}

function encoded(text: string): string[] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString("hex");
  const wellFormed = text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
  const url = encodeURIComponent(wellFormed);
  return [
    text,
    bytes.toString("base64"),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
    ...[0, 1, 2].flatMap((shift) => base64Within(bytes, shift)),
    hex,
    hex.toUpperCase(),
    url,
    url.replaceAll(/%../g, (code) => code.toLowerCase()),
    // Characters that only some encoders escape.
    url.replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
    encodeURI(wellFormed),
    new URLSearchParams({ "": text }).toString().slice(1),
    // As `util.inspect` and JSON show bytes.
    (hex.slice(0, 2 * BUFFER_BYTES_SHOWN).match(/../g) ?? []).join(" "),
    [...bytes].join(","),
  ];
}

/** What base64 makes of bytes that are `shift` bytes (modulo 3) into a longer text, whatever is around them. */
function base64Within(bytes: Buffer, shift: number): string[] {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
  const own = text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
}

/** As text is shown inside quotes, and inside quotes inside quotes. */
function printed(text: string): string[] {
  const once = QUOTINGS.map((quote) => quote(text)).filter((form) => form !== text);
  return [...once, ...once.flatMap((form) => QUOTINGS.map((quote) => quote(form)))];
}

const json = (text: string): string => JSON.stringify(text).slice(1, -1);
/** As Python and others write JSON. */
const asciiJson = (text: string): string =>
  json(text).replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const CONTROL = /[\p{Cc}\\]/gu;
const NAMED: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  "\\": "\\\\",
};
/** As `util.inspect` escapes inside quotes that the text doesn't contain. */
const inspected = (text: string): string =>
  text.replaceAll(
    CONTROL,
    (char) => NAMED[char] ?? `\\x${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
const QUOTINGS: readonly ((text: string) => string)[] = [
  json,
  asciiJson,
  inspected,
  (text) => inspected(text).replaceAll("'", "\\'"),
  (text) => inspected(text).replaceAll("`", "\\`"),
];
