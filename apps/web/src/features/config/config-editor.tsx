"use client";
import type { ErrorDetail } from "@millrace/core";
import {
  type ConfigSchema,
  isRecord,
  removeUnknown,
  resolvedSchema,
  scaffoldMissing,
  UNKNOWN_KEY,
} from "@millrace/core/config";
import type { JsonSchema } from "@millrace/core/manifest";
import { Button, Skeleton, Tabs } from "@millrace/ui";
import { Eraser, WandSparkles } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { parseJson } from "../jobs/launch-values";
import { ConfigProblems } from "./config-problems";
import { printConfig, problemsOf } from "./config-text";
import { fieldKind } from "./form/field-kind";
import { ObjectFields } from "./form/object-fields";

const CodeEditor = dynamic(() => import("./code/code-editor").then((it) => it.CodeEditor), {
  ssr: false,
  loading: () => <Skeleton className="h-44" />,
});

/** A config editor with form and code views of one value, validated as you type. */
export function ConfigEditor(props: {
  schema: JsonSchema;
  text: string;
  onChange: (text: string) => void;
  label?: string;
}) {
  const { schema, text, onChange, label = "Config" } = props;
  const fields = useMemo(() => fieldKind(schema, schema as ConfigSchema), [schema]);
  const [view, setView] = useState<"form" | "code">(fields.kind === "object" ? "form" : "code");
  const parsed = parseJson(text);
  const problems = useMemo(() => problemsOf(schema, text), [schema, text]);
  const isForm = view === "form" && fields.kind === "object" && !parsed.error;
  const hasUnknown = problems.some((problem) => problem.code === UNKNOWN_KEY);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-x-3 gap-y-1">
        <Tabs
          className="min-w-40 flex-1"
          items={[
            ...(fields.kind === "object" ? [{ value: "form" as const, label: "Form" }] : []),
            { value: "code", label: "Code" },
          ]}
          label={`Editor for ${label}`}
          onValueChange={setView}
          value={isForm ? "form" : "code"}
        />
        {hasUnknown && (
          <Button onClick={() => onChange(printConfig(removeUnknown(schema, parsed.value)))} size="sm" variant="ghost">
            <Eraser aria-hidden /> Remove unknown fields
          </Button>
        )}
        <Button
          disabled={parsed.error !== undefined}
          onClick={() => onChange(printConfig(scaffoldMissing(schema, parsed.value)))}
          size="sm"
          variant="ghost"
        >
          <WandSparkles aria-hidden /> Add missing fields
        </Button>
      </div>
      {isForm ? (
        <ObjectFields
          onChange={(value) => onChange(printConfig(value))}
          pointer=""
          problems={problems}
          properties={fields.properties}
          root={schema}
          schema={resolvedSchema(schema, schema as ConfigSchema)}
          value={isRecord(parsed.value) ? parsed.value : {}}
        />
      ) : (
        <CodeEditor label={label} onChange={onChange} schema={schema} text={text} />
      )}
      <ConfigProblems problems={isForm ? problems.filter(isUnsupportedInForm) : problems} />
    </div>
  );
}

/** Fields show their own problems; keys without a field are listed here. */
const isUnsupportedInForm = ({ pointer, code }: ErrorDetail): boolean => pointer === "" || code === UNKNOWN_KEY;
