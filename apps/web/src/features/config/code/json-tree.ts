import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";

/** A configuration has 256 KiB at most, which takes a few milliseconds. */
const PARSE_MS_MAX = 500;

/**
 * The tree of the whole text. The editor itself parses in slices of time, so that its tree may end before the cursor on
 * a machine that is busy.
 */
export const treeOf = (state: EditorState) =>
  ensureSyntaxTree(state, state.doc.length, PARSE_MS_MAX) ?? syntaxTree(state);
