// biome-ignore-all lint/suspicious/noArrayIndexKey: a key being typed has no identity but its index
"use client";
import { type ConfigSchema, isRecord, scaffold, toPointerPart } from "@millrace/core/config";
import { Button, IconButton, Input } from "@millrace/ui";
import { Plus, X } from "lucide-react";
import { ConfigField } from "./config-field";
import type { FieldProps } from "./field-props";
import { Group } from "./group";

/** An object with arbitrary keys. */
export function RecordField({ item, ...props }: FieldProps & { item: ConfigSchema }) {
  const entries = Object.entries(isRecord(props.value) ? props.value : {});
  const write = (next: readonly (readonly [string, unknown])[]) => props.onChange(Object.fromEntries(next));
  const replace = (index: number, entry: readonly [string, unknown]) =>
    write(entries.map((it, other) => (other === index ? entry : it)));
  const isTaken = (key: string, index: number) => entries.some(([it], other) => it === key && other !== index);
  return (
    <Group {...props}>
      {entries.map(([key, value], index) => (
        <div className="flex items-start gap-2" key={index}>
          <Input
            aria-label={`Key ${index + 1}`}
            className="mt-[1.6rem] w-32 font-mono text-xs"
            onChange={(event) => {
              if (!isTaken(event.target.value, index)) replace(index, [event.target.value, value]);
            }}
            value={key}
          />
          <div className="min-w-0 flex-1">
            <ConfigField
              {...props}
              isRequired
              label={key || "value"}
              onChange={(next) => replace(index, [key, next])}
              pointer={`${props.pointer}/${toPointerPart(key)}`}
              schema={item}
              value={value}
            />
          </div>
          <IconButton
            className="mt-5"
            label={`Remove ${key || `key ${index + 1}`}`}
            onClick={() => write(entries.filter((_, other) => other !== index))}
            size="sm"
          >
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button
        className="self-start"
        onClick={() => write([...entries, [freeKey(entries), scaffold(props.root, item)]])}
        size="sm"
        variant="secondary"
      >
        <Plus aria-hidden /> Add a key
      </Button>
    </Group>
  );
}

function freeKey(entries: readonly (readonly [string, unknown])[]): string {
  const taken = new Set(entries.map(([key]) => key));
  let number = entries.length + 1;
  while (taken.has(`key${number}`)) number++;
  return `key${number}`;
}
