/** Text for people is cut at this many characters; the platform's own limit is larger. */
const TEXT_CHARS_MAX = 16_384;

/** Returns a text that is short enough to be stored, with a note of its length where it was cut. */
export const clip = (text: string, charsMax = TEXT_CHARS_MAX): string =>
  text.length <= charsMax ? text : `${startOf(text, charsMax)}… (${text.length} characters)`;

/** The first characters, none of them cut in two. */
export const startOf = (text: string, charsMax: number): string =>
  text.slice(0, charsMax).replace(/[\ud800-\udbff]$/, "");
