"use client";
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { linter, lintKeymap } from "@codemirror/lint";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from "@codemirror/view";
import type { JsonSchema } from "@millrace/core/manifest";
import { useEffect, useRef } from "react";
import { codeTheme } from "./code-theme";
import { completeBy } from "./json-completion";
import { hoverBy } from "./json-hover";
import { lintBy } from "./json-lint";

export type CodeEditorProps = {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  readonly schema: JsonSchema;
};

/** A JSON editor with completion, hover docs, and errors from its schema. Tab leaves it; Ctrl+Space completes. */
export function CodeEditor({ text, onChange, label, schema }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<{ view: EditorView; bySchema: Compartment; attributes: Compartment }>(null);
  const change = useRef(onChange);
  change.current = onChange;
  // biome-ignore lint/correctness/useExhaustiveDependencies: created once; the effects below keep it up to date
  useEffect(() => {
    if (!host.current) return;
    const [bySchema, attributes] = [new Compartment(), new Compartment()];
    const report = EditorView.updateListener.of(
      (update) => update.docChanged && change.current(update.state.doc.toString()),
    );
    const extensions = [BASE, attributes.of([]), bySchema.of([]), report];
    const view = new EditorView({ parent: host.current, state: EditorState.create({ doc: text, extensions }) });
    editor.current = { view, bySchema, attributes };
    return () => view.destroy();
  }, []);
  useEffect(() => {
    const { view, bySchema } = editor.current ?? {};
    view?.dispatch({ effects: bySchema?.reconfigure(schemaExtensions(schema)) ?? [] });
  }, [schema]);
  useEffect(() => {
    const { view, attributes } = editor.current ?? {};
    const given = { "aria-label": label };
    view?.dispatch({ effects: attributes?.reconfigure(EditorView.contentAttributes.of(given)) ?? [] });
  }, [label]);
  useEffect(() => {
    const { view } = editor.current ?? {};
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);
  return (
    <div
      className="overflow-hidden rounded-md border border-control bg-surface focus-within:border-accent"
      ref={host}
    />
  );
}

const BASE: Extension = [
  lineNumbers(),
  history(),
  drawSelection(),
  highlightActiveLine(),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  EditorView.lineWrapping,
  json(),
  placeholder("{}"),
  // Tooltips inside a dialog would be clipped by its edges.
  tooltips({ position: "fixed" }),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
  codeTheme,
];

const schemaExtensions = (schema: JsonSchema): Extension => [
  autocompletion({ override: [completeBy(schema)], icons: false }),
  linter(lintBy(schema), { delay: 200 }),
  hoverBy(schema),
];
