"use client";
import { describeSchema } from "@millrace/core/config";
import { Field, Textarea } from "@millrace/ui";
import { useState } from "react";
import { parseJson } from "../../jobs/launch-values";
import { type FieldProps, problemAt } from "./field-props";

/** A value without a matching field, edited as JSON and applied as soon as it parses. */
export function JsonField(props: FieldProps) {
  const [text, setText] = useState(() => print(props.value));
  const parsed = parseJson(text);
  // Another view may have changed the value; keep the text if it still means the same.
  if (!parsed.error && JSON.stringify(parsed.value) !== JSON.stringify(props.value)) setText(print(props.value));
  const nested = props.problems.find((it) => it.pointer.startsWith(`${props.pointer}/`));
  const words = describeSchema(props.schema).join(" · ");
  return (
    <Field
      error={parsed.error ?? problemAt(props) ?? (nested && `${nested.pointer} ${nested.detail}`)}
      hint={[props.schema.description, `JSON${words ? `: ${words}` : ""}`].filter(Boolean).join(" — ")}
      label={<span className="font-mono text-xs">{props.label}</span>}
      optional={!props.isRequired}
    >
      <Textarea
        className="font-mono text-xs"
        onChange={(event) => {
          setText(event.target.value);
          const next = parseJson(event.target.value);
          if (!next.error) props.onChange(next.value);
        }}
        spellCheck={false}
        value={text}
      />
    </Field>
  );
}

const print = (value: unknown): string => (value === undefined ? "" : JSON.stringify(value, null, 2));
