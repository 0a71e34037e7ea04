"use client";
import { type ConfigSchema, isRecord, toPointerPart } from "@millrace/core/config";
import { ownValue } from "@millrace/core/own";
import { ConfigField } from "./config-field";
import type { FieldProps } from "./field-props";

/** An object's properties, except those in `hidden`. */
export function ObjectFields({
  properties,
  hidden = [],
  ...props
}: Omit<FieldProps, "label" | "isRequired"> & {
  properties: readonly (readonly [string, ConfigSchema])[];
  hidden?: readonly string[];
}) {
  const current = isRecord(props.value) ? props.value : {};
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = current;
    props.onChange(value === undefined ? rest : { ...current, [name]: value });
  };
  return properties
    .filter(([name]) => !hidden.includes(name))
    .map(([name, schema]) => (
      <ConfigField
        isRequired={(props.schema.required ?? []).includes(name)}
        key={name}
        label={name}
        onChange={(value) => set(name, value)}
        pointer={`${props.pointer}/${toPointerPart(name)}`}
        problems={props.problems}
        root={props.root}
        schema={schema}
        value={ownValue(current, name)}
      />
    ));
}
