"use client";
import { Button, Dialog, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useOrg } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Form } from "../forms/form";
import { TextField } from "../forms/text-field";

const GIB = 1024 ** 3;
const HOUR_MS = 3_600_000;

/** Sets what each run of a deployment may use. */
export function SandboxDialog({ deployment }: { deployment: Outputs["deployment"]["list"][number] }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const update = useMutation(
    trpc.deployment.update.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        toast.success("Sandbox saved", { description: "It holds for runs that start from now on." });
        setOpen(false);
        void queryClient.invalidateQueries(trpc.deployment.list.queryFilter({ org }));
      },
    }),
  );
  const number = { min: 0, step: "any", type: "number" } as const;
  return (
    <Dialog
      description={`What each run of ${deployment.name} may use.`}
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
        onSubmit={(values) =>
          update.mutate({
            org,
            deployment: deployment.name,
            sandboxMemoryBytes: Math.round(Number(values.memory) * GIB),
            sandboxCpuCores: Number(values.cores),
            sandboxProcessesMax: Number(values.processes),
            sandboxScratchBytes: Math.round(Number(values.scratch) * GIB),
            runWallTimeMs: Math.round(Number(values.hours) * HOUR_MS),
          })
        }
      >
        <TextField
          {...number}
          defaultValue={deployment.sandboxMemoryBytes / GIB}
          error={fieldError(update.error, "sandboxMemoryBytes")}
          label="Memory in GiB"
          name="memory"
        />
        <TextField
          {...number}
          defaultValue={deployment.sandboxCpuCores}
          error={fieldError(update.error, "sandboxCpuCores")}
          label="CPU cores"
          name="cores"
        />
        <TextField
          {...number}
          defaultValue={deployment.sandboxProcessesMax}
          error={fieldError(update.error, "sandboxProcessesMax")}
          label="Processes"
          name="processes"
        />
        <TextField
          {...number}
          defaultValue={deployment.sandboxScratchBytes / GIB}
          error={fieldError(update.error, "sandboxScratchBytes")}
          label="Scratch disk in GiB"
          name="scratch"
        />
        <TextField
          {...number}
          defaultValue={deployment.runWallTimeMs / HOUR_MS}
          error={fieldError(update.error, "runWallTimeMs")}
          label="Time of a run in hours"
          name="hours"
        />
      </Form>
    </Dialog>
  );
}
