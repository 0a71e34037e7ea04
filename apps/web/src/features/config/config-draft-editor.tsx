"use client";
import type { ConfigDraft } from "./config-draft";
import { ConfigEditor } from "./config-editor";
import { problemsOf } from "./config-text";

/** Beyond this number, valid parts are collapsed. */
const UNFOLDED_MAX = 3;

/** Edits a run's config: a job's input or the config of each asset. */
export function ConfigDraftEditor({ draft }: { draft: ConfigDraft }) {
  return draft.parts.map((part) => {
    const text = draft.textOf(part);
    const editor = (label: string) => (
      <ConfigEditor label={label} onChange={(next) => draft.write(part, next)} schema={part.schema} text={text} />
    );
    if (part.key === null) return <div key="input">{editor("Config")}</div>;
    const isOpen = draft.parts.length <= UNFOLDED_MAX || problemsOf(part.schema, text).length > 0;
    return (
      <details key={part.key} open={isOpen}>
        <summary className="mb-2 font-medium text-sm">
          Config for <span className="font-mono text-xs">{part.key}</span>
        </summary>
        {editor(`Config for ${part.key}`)}
      </details>
    );
  });
}
