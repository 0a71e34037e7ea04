// biome-ignore-all lint/suspicious/noArrayIndexKey: items of a config have no identity but their index
"use client";
import { type ConfigSchema, scaffold } from "@millrace/core/config";
import { Button, IconButton } from "@millrace/ui";
import { Plus, X } from "lucide-react";
import { ConfigField } from "./config-field";
import type { FieldProps } from "./field-props";
import { Group } from "./group";

/** A list with one field per item. */
export function ListField({ item, ...props }: FieldProps & { item: ConfigSchema }) {
  const items = Array.isArray(props.value) ? props.value : [];
  const isFull = props.schema.maxItems !== undefined && items.length >= props.schema.maxItems;
  return (
    <Group {...props}>
      {items.map((value, index) => (
        <div className="flex items-start gap-2" key={index}>
          <div className="min-w-0 flex-1">
            <Item {...props} index={index} items={items} schema={item} value={value} />
          </div>
          <IconButton
            className="mt-5"
            label={`Remove item ${index + 1}`}
            onClick={() => props.onChange(items.filter((_, other) => other !== index))}
            size="sm"
          >
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button
        className="self-start"
        disabled={isFull}
        onClick={() => props.onChange([...items, scaffold(props.root, item)])}
        size="sm"
        variant="secondary"
      >
        <Plus aria-hidden /> Add an item
      </Button>
    </Group>
  );
}

/** A tuple: each item has its own schema. */
export function TupleField({ items: schemas, ...props }: FieldProps & { items: readonly ConfigSchema[] }) {
  const items = Array.isArray(props.value) ? props.value : schemas.map((schema) => scaffold(props.root, schema));
  return (
    <Group {...props}>
      {schemas.map((schema, index) => (
        <Item {...props} index={index} items={items} key={index} schema={schema} value={items[index]} />
      ))}
    </Group>
  );
}

function Item({ items, index, ...props }: FieldProps & { items: readonly unknown[]; index: number }) {
  return (
    <ConfigField
      {...props}
      isRequired
      label={`${index + 1}`}
      onChange={(next) => props.onChange(items.map((it, other) => (other === index ? next : it)))}
      pointer={`${props.pointer}/${index}`}
    />
  );
}
