"use client";
import { Button, Dialog, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useOrg, useOrganization } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";

const GIB = 1024 ** 3;
const HOUR_MS = 3_600_000;

const FIELDS = [
  { setting: "sandboxMemoryBytes", quota: "sandboxMemoryBytesMax", label: "Memory (GiB)", unit: GIB },
  { setting: "sandboxCpuCores", quota: "sandboxCpuCoresMax", label: "CPU cores", unit: 1 },
  { setting: "sandboxProcessesMax", quota: "sandboxProcessesMax", label: "Processes", unit: 1 },
  { setting: "sandboxScratchBytes", quota: "sandboxScratchBytesMax", label: "Scratch disk (GiB)", unit: GIB },
  { setting: "runWallTimeMs", quota: "runWallTimeMsMax", label: "Maximum run time (hours)", unit: HOUR_MS },
] as const;

/** Edits the resource limits of a deployment's sandboxes, within the operator's maximum. */
export function SandboxDialog({ deployment }: { deployment: Outputs["deployment"]["list"][number] }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const { data: organization } = useOrganization();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const update = useMutation(
    trpc.deployment.update.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        toast.success("Sandbox limits saved", { description: "Applies to new runs." });
        setOpen(false);
        void queryClient.invalidateQueries(trpc.deployment.list.queryFilter({ org }));
      },
    }),
  );
  const hint = ({ setting, quota, unit }: (typeof FIELDS)[number]) => {
    if (!organization) return undefined;
    const max = `${Number((organization[quota] / unit).toFixed(2))}`;
    return deployment[setting] > organization[quota]
      ? `Runs get ${max} because the platform operator lowered the maximum.`
      : `Up to ${max}, set by the platform operator.`;
  };
  return (
    <Dialog
      description={`Resources available to each run in ${deployment.name}.`}
      footer={
        <Button form="sandbox" pending={update.isPending} type="submit" variant="primary">
          Save
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      size="sm"
      title="Sandbox"
      trigger={<Button size="sm">Sandbox limits</Button>}
    >
      <Form
        error={update.error}
        id="sandbox"
        onSubmit={(values) => {
          const settings = FIELDS.map(({ setting, unit }) => {
            const value = Number(values[setting]);
            return [setting, unit === 1 ? value : Math.round(value * unit)];
          });
          update.mutate({ org, deployment: deployment.name, ...Object.fromEntries(settings) });
        }}
      >
        {FIELDS.map((field) => (
          <TextField
            defaultValue={deployment[field.setting] / field.unit}
            error={fieldError(update.error, field.setting)}
            hint={hint(field)}
            key={field.setting}
            label={field.label}
            min={0}
            name={field.setting}
            step="any"
            type="number"
          />
        ))}
      </Form>
    </Dialog>
  );
}
