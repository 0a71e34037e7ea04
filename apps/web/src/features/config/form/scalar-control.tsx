"use client";
import { Input, Select, Textarea } from "@millrace/ui";
import type { ScalarKind } from "./field-kind";
import type { FieldProps } from "./field-props";

/** The control for a scalar. Clearing it omits the value unless it is required. */
export function ScalarControl({ kind, schema, isRequired, value, onChange }: FieldProps & { kind: ScalarKind }) {
  const placeholder = schema.default === undefined ? undefined : String(schema.default);
  switch (kind.kind) {
    case "boolean":
      return <Choice isRequired={isRequired} onChange={onChange} value={value} values={[true, false]} />;
    case "choice":
      return <Choice isRequired={isRequired} onChange={onChange} value={value} values={kind.values} />;
    case "number":
      return (
        <Input
          max={schema.maximum}
          min={schema.minimum}
          onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))}
          placeholder={placeholder}
          step={schema.multipleOf ?? (schema.type === "integer" ? 1 : "any")}
          type="number"
          value={typeof value === "number" ? value : ""}
        />
      );
    default: {
      const text = typeof value === "string" ? value : "";
      const write = (next: string) => onChange(next === "" && !isRequired ? undefined : next);
      if (text.includes("\n")) return <Textarea onChange={(event) => write(event.target.value)} value={text} />;
      return (
        <Input
          onChange={(event) => write(event.target.value)}
          placeholder={placeholder}
          type={kind.kind === "date" ? "date" : "text"}
          value={text}
        />
      );
    }
  }
}

const UNSET = "";

/** One of several values of any type, distinguished by their JSON. */
function Choice(props: {
  values: readonly unknown[];
  value: unknown;
  isRequired: boolean;
  onChange: (value: unknown) => void;
}) {
  const options = props.values.map((value) => ({ value: JSON.stringify(value), label: String(value) }));
  return (
    <Select
      onValueChange={(text) => props.onChange(text === UNSET ? undefined : JSON.parse(text))}
      options={props.isRequired ? options : [{ value: UNSET, label: "Not set" }, ...options]}
      value={props.value === undefined ? (props.isRequired ? undefined : UNSET) : JSON.stringify(props.value)}
    />
  );
}
