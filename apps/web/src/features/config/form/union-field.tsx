"use client";
import { type ConfigSchema, canBeSchema, isRecord, resolvedSchema, scaffold } from "@millrace/core/config";
import { ownValue } from "@millrace/core/own";
import { Field, Select } from "@millrace/ui";
import { ConfigField } from "./config-field";
import { fieldKind, type UnionBranch } from "./field-kind";
import { type FieldProps, problemAt } from "./field-props";
import { Group } from "./group";
import { ObjectFields } from "./object-fields";

/** One of several alternatives and its fields. Shared properties are kept when switching. */
export function UnionField({ branches, ...props }: FieldProps & { branches: readonly UnionBranch[] }) {
  const chosen = branches.find(
    (it) => props.value !== undefined && canBeSchema(resolvedSchema(props.root, it.schema), props.value),
  );
  const schema = chosen && resolvedSchema(props.root, chosen.schema);
  const kind = schema && fieldKind(props.root, schema);
  const choose = (label: string) => {
    const next = branches.find((it) => it.label === label);
    if (!next) return;
    props.onChange(
      carriedOver(scaffold(props.root, next.schema), props.value, resolvedSchema(props.root, next.schema)),
    );
  };
  const picker = (
    <Select
      label={`Select ${typeof props.label === "string" ? props.label : "alternative"}`}
      onValueChange={choose}
      options={branches.map(({ label }) => ({ value: label, label }))}
      value={chosen?.label}
    />
  );
  if (!schema || !kind || kind.kind === "choice") {
    return (
      <Field
        error={problemAt(props)}
        hint={props.schema.description}
        label={<span className="font-mono text-xs">{props.label}</span>}
        optional={!props.isRequired}
      >
        {picker}
      </Field>
    );
  }
  return (
    <Group {...props}>
      {picker}
      {kind.kind === "object" ? (
        <ObjectFields
          {...props}
          hidden={kind.properties.flatMap(([name, property]) => (property.const === undefined ? [] : [name]))}
          properties={kind.properties}
          schema={schema}
        />
      ) : (
        <ConfigField {...props} isRequired schema={schema} />
      )}
    </Group>
  );
}

const isFree = (property: ConfigSchema | undefined): boolean => property !== undefined && property.const === undefined;

/** Scaffolds another alternative, keeping shared properties except the discriminator. */
function carriedOver(next: unknown, before: unknown, { properties = {} }: ConfigSchema): unknown {
  if (!isRecord(next) || !isRecord(before)) return next;
  const shared = Object.keys(before).filter((name) => isFree(ownValue(properties, name)));
  return { ...next, ...Object.fromEntries(shared.map((name) => [name, ownValue(before, name)])) };
}
