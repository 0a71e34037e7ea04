"use client";
import { Checkbox, Field, Input, Select, Textarea } from "@millrace/ui";
import type { FormField } from "./json-schema";
import { parseJson } from "./launch-values";

/** The fields of a config, writing into the same value that the JSON view shows. */
export function ConfigForm(props: {
  fields: readonly FormField[];
  value: unknown;
  onChange: (value: Record<string, unknown>) => void;
}) {
  const current = props.value && typeof props.value === "object" ? (props.value as Record<string, unknown>) : {};
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = current;
    props.onChange(value === undefined ? rest : { ...current, [name]: value });
  };
  return (
    <div className="flex flex-col gap-4">
      {props.fields.map((field) => (
        <ConfigField
          field={field}
          key={field.name}
          onChange={(value) => set(field.name, value)}
          value={current[field.name]}
        />
      ))}
    </div>
  );
}

function ConfigField({
  field,
  value,
  onChange,
}: {
  field: FormField;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  if (field.kind === "boolean") {
    return (
      <Checkbox
        checked={value === true}
        label={
          <>
            <span className="font-mono text-xs">{field.name}</span>
            {field.schema.description && <span className="block text-subtle text-xs">{field.schema.description}</span>}
          </>
        }
        onCheckedChange={onChange}
      />
    );
  }
  return (
    <Field
      hint={field.schema.description}
      label={<span className="font-mono text-xs">{field.name}</span>}
      optional={!field.required}
    >
      <Control field={field} onChange={onChange} value={value} />
    </Field>
  );
}

function Control({ field, value, onChange }: { field: FormField; value: unknown; onChange: (value: unknown) => void }) {
  switch (field.kind) {
    case "choice":
      return (
        <Select
          onValueChange={onChange}
          options={(field.schema.enum as string[]).map((each) => ({ value: each, label: each }))}
          value={typeof value === "string" ? value : undefined}
        />
      );
    case "number":
      return (
        <Input
          max={field.schema.maximum}
          min={field.schema.minimum}
          onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))}
          step={field.schema.type === "integer" ? 1 : "any"}
          type="number"
          value={typeof value === "number" ? value : ""}
        />
      );
    case "text":
      return (
        <Input
          onChange={(event) => onChange(event.target.value === "" && !field.required ? undefined : event.target.value)}
          value={typeof value === "string" ? value : ""}
        />
      );
    default:
      return (
        <Textarea
          className="font-mono text-xs"
          defaultValue={value === undefined ? "" : JSON.stringify(value, null, 2)}
          onBlur={(event) => {
            const parsed = parseJson(event.target.value);
            if (!parsed.error) onChange(parsed.value);
          }}
          spellCheck={false}
        />
      );
  }
}
