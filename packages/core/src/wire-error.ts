/** An error as it crosses a process boundary: recognized by `code`, never by class. */
export type WireError = {
  name: string;
  message: string;
  code?: string | undefined;
  /** Mapped to the author's TypeScript where a source map covers it. */
  stack?: string | undefined;
  /** The author's lines around the failing one, with its file and position. */
  frame?: { file: string; line: number; column?: number | undefined; text: string } | undefined;
  retry?: boolean | undefined;
};
