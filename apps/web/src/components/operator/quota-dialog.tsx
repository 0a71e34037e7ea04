"use client";
import { Button, Dialog, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { fieldError } from "@/lib/errors";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../forms/form";
import { TextField } from "../forms/text-field";
import type { OperatorOrganization } from "./operator-page";

const GIB = 1024 ** 3;

export function QuotaDialog({ organization, onClose }: { organization: OperatorOrganization; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const save = useMutation(
    trpc.operator.setQuota.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        toast.success(`Quotas of ${organization.name} saved`);
        onClose();
        void queryClient.invalidateQueries(trpc.operator.organizations.queryFilter());
      },
    }),
  );
  const field = (
    name: "concurrentRunsMax" | "queuedRunsMax" | "runsPerDayMax" | "retentionDaysMax" | "queueWeight",
    label: string,
    hint?: string,
  ) => (
    <TextField
      defaultValue={organization[name]}
      error={fieldError(save.error, name)}
      hint={hint}
      label={label}
      min={0}
      name={name}
      type="number"
    />
  );
  return (
    <Dialog
      footer={
        <Button form="quota" pending={save.isPending} type="submit" variant="primary">
          Save
        </Button>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={`Quotas of ${organization.name}`}
    >
      <Form
        className="grid gap-4 sm:grid-cols-2"
        error={save.error}
        id="quota"
        onSubmit={(values) =>
          save.mutate({
            organizationId: organization.id,
            concurrentRunsMax: Number(values.concurrentRunsMax),
            queuedRunsMax: Number(values.queuedRunsMax),
            runsPerDayMax: Number(values.runsPerDayMax),
            retentionDaysMax: Number(values.retentionDaysMax),
            queueWeight: Number(values.queueWeight),
            storedBytesMax: Math.round(Number(values.storedGib) * GIB),
          })
        }
      >
        {field("concurrentRunsMax", "Runs at once")}
        {field("queuedRunsMax", "Runs in the queue")}
        {field("runsPerDayMax", "Runs a day")}
        {field("retentionDaysMax", "Retention in days")}
        <TextField
          defaultValue={organization.storedBytesMax / GIB}
          error={fieldError(save.error, "storedBytesMax")}
          label="Storage in GiB"
          min={0}
          name="storedGib"
          step="any"
          type="number"
        />
        {field("queueWeight", "Weight in the queue", "Share of free places against others.")}
      </Form>
    </Dialog>
  );
}
