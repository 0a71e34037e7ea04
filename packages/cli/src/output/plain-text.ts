// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what is removed
/** Escape sequences: operating system commands and similar strings, control sequences, and two-character ones. */
const SEQUENCES =
  /\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]/g;
const COLOR = /^\u001b\[[\d;:]*m$/;
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f]/g;

/**
 * Returns a run's text as it's safe to print: without sequences that move the cursor, clear the screen, or set the
 * title. Colors, tabs, and line breaks are kept; a carriage return becomes a line break, so that no line is overwritten.
 */
export function plainText(text: string): string {
  return text
    .replace(SEQUENCES, (sequence) => (COLOR.test(sequence) ? sequence : ""))
    .replace(/\r\n?/g, "\n")
    .replace(CONTROLS, "");
}
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: control characters are what is removed
