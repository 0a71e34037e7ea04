"use client";
import { looksSecret } from "@millrace/core/alerts";
import { describeSchema, resolvedSchema, scaffold } from "@millrace/core/config";
import { Button, Checkbox, Field, Select } from "@millrace/ui";
import { Plus } from "lucide-react";
import { type FieldKind, fieldKind, type ScalarKind } from "./field-kind";
import { type FieldProps, problemAt } from "./field-props";
import { Group } from "./group";
import { JsonField } from "./json-field";
import { ListField, TupleField } from "./list-field";
import { ObjectFields } from "./object-fields";
import { RecordField } from "./record-field";
import { ScalarControl } from "./scalar-control";
import { UnionField } from "./union-field";

/** Renders a part of a config by its schema. */
export function ConfigField(props: FieldProps) {
  const schema = resolvedSchema(props.root, props.schema);
  const kind = fieldKind(props.root, schema);
  const own = { ...props, schema };
  if (isNested(kind) && props.value === undefined && !props.isRequired) return <AbsentField {...own} />;
  switch (kind.kind) {
    case "object":
      return (
        <Group {...own}>
          <ObjectFields {...own} properties={kind.properties} />
        </Group>
      );
    case "list":
      return <ListField {...own} item={kind.item} />;
    case "tuple":
      return <TupleField {...own} items={kind.items} />;
    case "record":
      return <RecordField {...own} item={kind.item} />;
    case "union":
      return <UnionField {...own} branches={kind.branches} />;
    case "nullable":
      return <NullableField {...own} schema={{ ...resolvedSchema(own.root, kind.of), ...described(schema) }} />;
    case "json":
      return <JsonField {...own} />;
    default:
      return <ScalarField {...own} kind={kind} />;
  }
}

const isNested = ({ kind }: FieldKind): boolean => ["object", "list", "tuple", "record", "union"].includes(kind);

const described = ({ description, default: value }: FieldProps["schema"]) => ({
  ...(description === undefined ? {} : { description }),
  ...(value === undefined ? {} : { default: value }),
});

/** An omitted optional part that can be added. */
function AbsentField(props: FieldProps) {
  return (
    <Field error={problemAt(props)} hint={props.schema.description} label={props.label} optional>
      <Button
        className="self-start"
        onClick={() => props.onChange(scaffold(props.root, props.schema))}
        size="sm"
        variant="secondary"
      >
        <Plus aria-hidden /> Set value
      </Button>
    </Field>
  );
}

/** Text and number fields need no type hint. */
const isSpecificType = (words: string): boolean => words !== "text" && words !== "number";

const SECRET_HINT = "Visible to anyone who can view the run. Use a variable for secrets.";

function ScalarField({ kind, ...props }: FieldProps & { kind: ScalarKind }) {
  const words =
    kind.kind === "choice" || kind.kind === "boolean" ? [] : describeSchema(props.schema).filter(isSpecificType);
  const warning = typeof props.label === "string" && looksSecret(props.label) && SECRET_HINT;
  const hint = [props.schema.description, words.join(" · "), warning].filter(Boolean).join(" — ");
  if (kind.kind === "boolean" && (props.isRequired || props.schema.default !== undefined)) {
    return (
      <Checkbox
        checked={(props.value ?? props.schema.default) === true}
        label={
          <>
            <span className="font-mono text-xs">{props.label}</span>
            {hint && <span className="block text-subtle text-xs">{hint}</span>}
          </>
        }
        onCheckedChange={props.onChange}
      />
    );
  }
  return (
    <Field
      error={problemAt(props)}
      hint={hint || undefined}
      label={<span className="font-mono text-xs">{props.label}</span>}
      optional={!props.isRequired}
    >
      <ScalarControl {...props} kind={kind} />
    </Field>
  );
}

/** A nullable part: null is a separate option, distinct from absent. */
function NullableField(props: FieldProps) {
  const state = props.value === null ? "null" : props.value === undefined ? "absent" : "value";
  if (state === "value") {
    return (
      <div className="flex flex-col gap-1.5">
        <ConfigField {...props} />
        <Button className="self-start" onClick={() => props.onChange(null)} size="sm" variant="ghost">
          Set to null
        </Button>
      </div>
    );
  }
  return (
    <Field
      error={problemAt(props)}
      hint={props.schema.description}
      label={<span className="font-mono text-xs">{props.label}</span>}
      optional={!props.isRequired}
    >
      <Select
        onValueChange={(next) =>
          props.onChange(next === "value" ? scaffold(props.root, props.schema) : next === "null" ? null : undefined)
        }
        options={[
          { value: "null", label: "null" },
          { value: "value", label: "Value" },
          ...(props.isRequired ? [] : [{ value: "absent" as const, label: "Not set" }]),
        ]}
        value={state === "absent" && props.isRequired ? undefined : state}
      />
    </Field>
  );
}
