import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";

/** Config is at most 256 KiB, which parses within a few milliseconds. */
const PARSE_MS_MAX = 500;

/**
 * The tree of the whole text. The editor parses in time slices, so its own tree may end before the cursor on
 * a busy machine.
 */
export const treeOf = (state: EditorState) =>
  ensureSyntaxTree(state, state.doc.length, PARSE_MS_MAX) ?? syntaxTree(state);
