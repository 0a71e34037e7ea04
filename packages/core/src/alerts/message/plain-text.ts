import { redactSecrets } from "./redact";

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal sequences are made of control characters
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a message must not contain them
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const MARKER = "\n…(truncated)…\n";

/** Returns text without terminal colors, control characters, and marks that change the reading direction. */
export const plain = (text: string): string =>
  text.replace(LONE_SURROGATE, "\ufffd").replace(/\r\n?/g, "\n").replace(ANSI, "").replace(CONTROLS, "");

/** Returns one line of text of at most `max` characters. */
export function plainLine(text: string, max: number): string {
  const chars = [...plain(text).replace(/\s+/g, " ").trim()];
  return chars.length <= max ? chars.join("") : `${chars.slice(0, max - 1).join("")}…`;
}

/** Shortens text to `max` characters: two thirds from its head, one third from its tail. */
export function shortenMiddle(text: string, max: number): string {
  const chars = [...text];
  if (chars.length <= max) return text;
  const room = max - MARKER.length;
  if (room < 3) return chars.slice(0, max).join("");
  const tail = Math.floor(room / 3);
  return `${chars.slice(0, room - tail).join("")}${MARKER}${chars.slice(-tail).join("")}`;
}

/** Returns the text of an error as plain text without secrets, shortened to `max` characters. */
export const plainError = (message: string, max: number): string =>
  shortenMiddle(plain(redactSecrets(message)).trim(), max);

/** `2026-03-02 09:00 UTC`. */
export const utcText = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;
