import type { Diagnostic } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { configProblems } from "@millrace/core/config";
import type { JsonSchema } from "@millrace/core/manifest";
import { parseJson } from "../../jobs/launch-values";
import { rangeOf } from "./json-location";
import { treeOf } from "./json-tree";

/** Errors of a JSON text with positions: syntax first, then schema. */
export const lintBy =
  (schema: JsonSchema) =>
  ({ state }: Pick<EditorView, "state">): Diagnostic[] => {
    const { value, error } = parseJson(state.doc.toString());
    if (error) return [{ ...brokenAt(state), severity: "error", message: error }];
    return configProblems(schema, value ?? {}).map(({ pointer, detail }) => ({
      ...rangeOf(state, pointer),
      severity: "error",
      message: `${pointer || "/"} ${detail}`,
    }));
  };

/** Position of the first syntax error; `JSON.parse` messages don't give one in every browser. */
function brokenAt(state: EditorState): { from: number; to: number } {
  let from: number | undefined;
  treeOf(state).iterate({
    enter: (node) => {
      if (node.type.isError) from ??= node.from;
      return from === undefined;
    },
  });
  const at = Math.min(from ?? state.doc.length, state.doc.length);
  return { from: at, to: Math.min(at + 1, state.doc.length) };
}
