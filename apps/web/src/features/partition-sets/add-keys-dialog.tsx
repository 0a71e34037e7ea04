"use client";
import { checkPartitionKey } from "@millrace/core/partitions";
import { Button, Dialog, Field, Textarea } from "@millrace/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useScope } from "@/lib/scope";
import { Form } from "../../shared/forms/form";
import { useDialogState } from "../../shared/use-dialog-state";
import { useChangeSet } from "./use-change-set";

/** Adds keys to a partition set, one per line. */
export function AddKeysDialog({ set }: { set: string }) {
  const { scope } = useScope();
  const [open, setOpen] = useState(false);
  const [text, setText] = useDialogState(open, "");
  const close = () => {
    setOpen(false);
    setText("");
  };
  const change = useChangeSet(close, { inline: true });
  const { keys, problem } = readKeys(text);
  return (
    <Dialog
      description={set}
      footer={
        <Button
          disabled={keys.length === 0 || problem !== undefined}
          form="add-keys"
          pending={change.isPending}
          type="submit"
          variant="primary"
        >
          Add {keys.length > 1 && keys.length}
        </Button>
      }
      onOpenChange={(next) => {
        setOpen(next);
        change.reset();
      }}
      open={open}
      title="Add keys"
      trigger={
        <Button size="sm">
          <Plus aria-hidden /> Add keys
        </Button>
      }
    >
      <Form error={change.error} id="add-keys" onSubmit={() => change.mutate({ ...scope, set, add: keys })}>
        <Field error={problem} hint="One per line. Existing keys are ignored." label="Keys">
          <Textarea
            autoComplete="off"
            className="min-h-32 font-mono text-xs"
            name="keys"
            onChange={(event) => setText(event.target.value)}
            spellCheck={false}
            value={text}
          />
        </Field>
      </Form>
    </Dialog>
  );
}

function readKeys(text: string): { keys: string[]; problem?: string } {
  const keys = [...new Set(text.split("\n").map((line) => line.trim()))].filter(Boolean);
  try {
    for (const key of keys) checkPartitionKey(key);
    return { keys };
  } catch (error) {
    return { keys, problem: error instanceof Error ? error.message : String(error) };
  }
}
