"use client";
import { Button, Dialog, Field, Input, Textarea } from "@millrace/ui";
import { type ReactElement, useId, useState } from "react";
import { useScope } from "@/lib/scope";
import { Form } from "../../../../shared/forms/form";
import { parseState } from "./parse-state";
import { useSetState } from "./use-change-state";

/** A dialog that replaces the state of an asset or one of its partitions. */
export function EditState(props: {
  assetKey: string;
  /** A partition; null for the asset itself; `choose` to ask for the partition. */
  partition: string | null | "choose";
  value: unknown;
  title: string;
  trigger: ReactElement<Record<string, unknown>>;
}) {
  const { assetKey, partition } = props;
  const [open, setOpen] = useState(false);
  const [invalid, setInvalid] = useState<string>();
  const set = useSetState(() => setOpen(false));
  const { scope } = useScope();
  const id = useId();
  const submit = (values: Record<string, string>) => {
    const parsed = parseState(values.state ?? "");
    setInvalid(parsed.error);
    if (parsed.error !== undefined) return;
    const target = partition === "choose" ? values.partition?.trim() : partition;
    set.mutate({ ...scope, key: assetKey, ...(target ? { partition: target } : {}), value: parsed.value });
  };
  return (
    <Dialog
      description={<span className="font-mono">{assetKey}</span>}
      footer={
        <Button form={id} pending={set.isPending} type="submit" variant="primary">
          Save
        </Button>
      }
      onOpenChange={(next) => {
        setOpen(next);
        setInvalid(undefined);
        set.reset();
      }}
      open={open}
      title={props.title}
      trigger={props.trigger}
    >
      <Form error={set.error} id={id} onSubmit={submit}>
        {partition === "choose" && (
          <Field label="Partition">
            <Input autoComplete="off" className="font-mono" name="partition" required />
          </Field>
        )}
        <Field error={invalid} hint="The previous state is kept in the audit log." label="State (JSON)">
          <Textarea
            className="min-h-44 font-mono text-xs"
            defaultValue={JSON.stringify(props.value ?? {}, null, 2)}
            name="state"
            spellCheck={false}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
