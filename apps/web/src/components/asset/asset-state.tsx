"use client";
import { Button, CodeBlock, ConfirmDialog, Dialog, Field, Section, Textarea, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../forms/form";
import { parseJson } from "../jobs/launch-values";
import type { AssetData } from "./asset-page";

/** What an asset keeps in `ctx.state` between runs: to read, to edit, to reset. */
export function AssetState({ data }: { data: AssetData }) {
  const watermark = data.state?.watermark ?? null;
  const [resetting, setResetting] = useState(false);
  const set = useSetState(() => setResetting(false));
  const { scope } = useScope();
  const { key } = data.definition;
  return (
    <Section
      action={
        data.capabilities.editState && (
          <span className="flex gap-2">
            {watermark !== null && (
              <Button onClick={() => setResetting(true)} size="sm" variant="ghost">
                <RotateCcw aria-hidden /> Reset
              </Button>
            )}
            <EditState assetKey={key} value={watermark} />
          </span>
        )
      }
      description="What ctx.state found last and finds next. Written with the success of a step, and kept when the asset is wiped."
      title="State"
    >
      {watermark === null ? (
        <p className="text-muted">Nothing is kept: ctx.state.get() finds nothing.</p>
      ) : (
        <CodeBlock code={JSON.stringify(watermark, null, 2)} />
      )}
      <ConfirmDialog
        confirmLabel="Reset"
        danger
        description="The next run starts as the first one did. The audit log keeps what it was."
        onConfirm={() => set.mutate({ ...scope, key, value: null })}
        onOpenChange={setResetting}
        open={resetting}
        pending={set.isPending}
        title={`Reset the state of ${key}?`}
      />
    </Section>
  );
}

function EditState({ assetKey, value }: { assetKey: string; value: unknown }) {
  const [open, setOpen] = useState(false);
  const [invalid, setInvalid] = useState<string>();
  const set = useSetState(() => setOpen(false));
  const { scope } = useScope();
  const submit = (values: Record<string, string>) => {
    const { value: next, error } = parseJson(values.state ?? "");
    const isObject = next !== null && typeof next === "object" && !Array.isArray(next);
    if (error || !isObject) return setInvalid(error ?? 'State is an object: { "cursor": … }');
    setInvalid(undefined);
    set.mutate({ ...scope, key: assetKey, value: next as Record<string, unknown> });
  };
  return (
    <Dialog
      description={assetKey}
      footer={
        <Button form="asset-state" pending={set.isPending} type="submit" variant="primary">
          Save
        </Button>
      }
      onOpenChange={(next) => {
        setOpen(next);
        setInvalid(undefined);
        set.reset();
      }}
      open={open}
      title="Edit the state"
      trigger={
        <Button size="sm">
          <Pencil aria-hidden /> Edit
        </Button>
      }
    >
      <Form error={set.error} id="asset-state" onSubmit={submit}>
        <Field error={invalid} hint="The audit log keeps what it was." label="State as JSON">
          <Textarea
            className="min-h-44 font-mono text-xs"
            defaultValue={JSON.stringify(value ?? {}, null, 2)}
            name="state"
            spellCheck={false}
          />
        </Field>
      </Form>
    </Dialog>
  );
}

function useSetState(onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.asset.setState.mutationOptions({
      meta: { failure: "The state was not changed" },
      onSuccess: () => {
        toast.success("State changed");
        onDone();
        void queryClient.invalidateQueries(trpc.asset.get.pathFilter());
      },
    }),
  );
}
