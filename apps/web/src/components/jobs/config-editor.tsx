"use client";
import { configProblems, type ErrorDetail } from "@millrace/core";
import { Button, Field, Tabs, Textarea } from "@millrace/ui";
import { CircleAlert, WandSparkles } from "lucide-react";
import { useMemo, useState } from "react";
import { ConfigForm } from "./config-form";
import { formFields, type Schema, scaffold, scaffoldMissing } from "./json-schema";
import { parseJson } from "./launch-values";

const print = (value: unknown) => JSON.stringify(value, null, 2);

/** The text that a config begins with: its required fields and defaults. */
export const initialConfig = (schema: Schema | undefined): string => (schema ? print(scaffold(schema)) : "");

/** What is wrong with a config's text, with paths; nothing may be launched until it is right. */
export function problemsOf(schema: Schema | undefined, text: string): readonly ErrorDetail[] {
  const { value, error } = parseJson(text);
  if (error) return [{ pointer: "/", code: "json", detail: error }];
  return schema ? configProblems(schema as Record<string, unknown>, value ?? {}) : [];
}

/** A config as a form and as JSON: two views of one value, checked against its schema while it is written. */
export function ConfigEditor(props: {
  schema: Schema | undefined;
  text: string;
  onChange: (text: string) => void;
  label?: string;
}) {
  const { schema, text, onChange, label = "Config" } = props;
  const fields = useMemo(() => formFields(schema), [schema]);
  const [view, setView] = useState<"form" | "json">(fields.length > 0 ? "form" : "json");
  const parsed = parseJson(text);
  const problems = useMemo(() => problemsOf(schema, text), [schema, text]);
  return (
    <div className="flex flex-col gap-4">
      {fields.length > 0 && (
        <div className="flex items-end justify-between gap-3">
          <Tabs
            className="min-w-0 flex-1"
            items={[
              { value: "form", label: "Form" },
              { value: "json", label: "JSON" },
            ]}
            label={`How to edit: ${label}`}
            onValueChange={setView}
            value={view}
          />
          <Button
            disabled={parsed.error !== undefined}
            onClick={() => onChange(print(scaffoldMissing(schema, parsed.value)))}
            size="sm"
            variant="ghost"
          >
            <WandSparkles aria-hidden /> Scaffold missing
          </Button>
        </div>
      )}
      {view === "form" && fields.length > 0 && !parsed.error ? (
        <ConfigForm fields={fields} onChange={(value) => onChange(print(value))} value={parsed.value} />
      ) : (
        <Field
          hint={schema ? undefined : "It takes no config, or says nothing about it."}
          label={label}
          optional={!schema}
        >
          <Textarea
            className="min-h-44 font-mono text-xs"
            onChange={(event) => onChange(event.target.value)}
            placeholder="{}"
            spellCheck={false}
            value={text}
          />
        </Field>
      )}
      {problems.length > 0 && <Problems problems={problems} />}
    </div>
  );
}

function Problems({ problems }: { problems: readonly ErrorDetail[] }) {
  return (
    <ul aria-label="Problems of the config" className="flex flex-col gap-1 text-danger-text text-xs" role="status">
      {problems.map((problem) => (
        <li className="flex items-start gap-1.5" key={`${problem.pointer} ${problem.detail}`}>
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>
            <code className="font-mono">{problem.pointer || "/"}</code> {problem.detail}
          </span>
        </li>
      ))}
    </ul>
  );
}
