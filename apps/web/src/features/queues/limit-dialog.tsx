"use client";
import { Button, Checkbox, Dialog, Field, IconButton, Select, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { useDialogState } from "../../shared/use-dialog-state";
import type { Limit } from "./limit";

const KINDS = [
  { value: "TAG", label: "Tag" },
  { value: "LOCATION", label: "Code location" },
  { value: "JOB", label: "Job" },
] as const;
type Kind = (typeof KINDS)[number]["value"];
const KEY_LABELS: Record<Kind, string> = { TAG: "Tag", LOCATION: "Code location", JOB: "Job" };

export function LimitDialog({ limit }: { limit?: Limit }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useDialogState<Kind>(open, (limit?.kind as Kind | undefined) ?? "TAG");
  const [perValue, setPerValue] = useDialogState(open, limit?.perUniqueValue ?? false);
  const set = useMutation(
    trpc.limit.set.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        toast.success("Limit saved", { description: "Applies to runs that haven't started yet." });
        setOpen(false);
        void queryClient.invalidateQueries(trpc.limit.pathFilter());
      },
    }),
  );
  const formId = `limit-${limit?.id ?? "new"}`;
  return (
    <Dialog
      footer={
        <Button form={formId} pending={set.isPending} type="submit" variant="primary">
          Save
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      size="sm"
      title={limit ? "Edit limit" : "New limit"}
      trigger={
        limit ? (
          <IconButton label="Edit limit" size="sm">
            <Pencil aria-hidden />
          </IconButton>
        ) : (
          <Button size="sm">
            <Plus aria-hidden /> New limit
          </Button>
        )
      }
    >
      <Form
        error={set.error}
        id={formId}
        onSubmit={(values) =>
          set.mutate({
            ...scope,
            kind,
            key: values.key ?? "",
            value: kind === "TAG" && !perValue && values.value ? values.value : null,
            perUniqueValue: kind === "TAG" && perValue,
            limit: Number(values.limit),
          })
        }
      >
        <Field label="Applies to">
          <Select disabled={limit !== undefined} onValueChange={setKind} options={KINDS} value={kind} />
        </Field>
        <TextField
          defaultValue={limit?.key}
          error={fieldError(set.error, "key")}
          label={KEY_LABELS[kind]}
          name="key"
          placeholder={kind === "TAG" ? "customer" : undefined}
          readOnly={limit !== undefined}
        />
        {kind === "TAG" && (
          <>
            <Checkbox
              checked={perValue}
              disabled={limit !== undefined}
              label="Apply separately to each value"
              onCheckedChange={setPerValue}
            />
            {!perValue && (
              <TextField
                defaultValue={limit?.value ?? ""}
                hint="Leave empty to share one limit across all values."
                label="Value"
                name="value"
                optional
                readOnly={limit !== undefined}
              />
            )}
          </>
        )}
        <TextField
          defaultValue={limit?.limit ?? 1}
          error={fieldError(set.error, "limit")}
          hint="Set to 0 to pause."
          label="Concurrent runs"
          min={0}
          name="limit"
          type="number"
        />
      </Form>
    </Dialog>
  );
}
