/** A text that may break a rule: the words around the match, and why they are right there. */
export type Exception = {
  readonly rule: string;
  /** Name of the file, without its folders. */
  readonly file: string;
  readonly text: string;
  readonly why: string;
};

export const EXCEPTIONS: readonly Exception[] = [
  {
    rule: "lonely-label",
    file: "config-editor.tsx",
    text: "Code",
    why: "the tab next to Form",
  },
  {
    rule: "at-most-end",
    file: "issue-messages.ts",
    text: "at least",
    why: "a number follows",
  },
  {
    rule: "at-most-end",
    file: "issue-messages.ts",
    text: "at most",
    why: "a number follows",
  },
  {
    rule: "archaic",
    file: "native-postgres.ts",
    text: "`nobody`",
    why: "a user of Unix",
  },
  {
    rule: "x-was-not-yed",
    file: "run-stop.ts",
    text: "The run was canceled",
    why: "a reason, not a failed action",
  },
];
