/** Where a piece of text is read: in a message, on the page, on a button, in a comment, as a test title, in a document. */
export type ProseKind = "string" | "label" | "button" | "comment" | "title" | "document";

/** Kinds of text that users of Millrace read. */
export const MESSAGES: readonly ProseKind[] = ["string", "label", "button"];

/** A piece of text that a person reads. Interpolated values are written as `${…}`. */
export type Prose = {
  /** Path from the root of the repository. */
  readonly path: string;
  /** Line on which the text starts, from 1. */
  readonly line: number;
  readonly kind: ProseKind;
  readonly text: string;
};

/** Text that takes the place of an interpolated value. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is text
export const GAP = "${…}";

/** Returns a function that maps an offset in `source` to its line, from 1. */
export function lineCounter(source: string): (offset: number) => number {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** Returns `text` with the content of code spans left out, because names of code follow other rules. */
export const withoutCode = (text: string): string => text.replace(/(`+)[^`]+\1/g, "`…`");
