"use client";
import { Button, Dialog, Field, IconButton, Select, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../forms/form";
import { TextField } from "../forms/text-field";
import type { Policy } from "./policy";

const list = (text: string | undefined) =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

const KINDS = [
  { value: "runFailure", label: "Runs that fail" },
  { value: "loadError", label: "Code that does not load" },
] as const;
type Kind = (typeof KINDS)[number]["value"];

export function PolicyDialog({ policy }: { policy?: Policy }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<Kind>(policy?.kind === "loadError" ? "loadError" : "runFailure");
  const onSuccess = () => {
    toast.success("Policy saved");
    setOpen(false);
    void queryClient.invalidateQueries(trpc.policy.pathFilter());
  };
  const create = useMutation(trpc.policy.create.mutationOptions({ meta: { inline: true }, onSuccess }));
  const update = useMutation(trpc.policy.update.mutationOptions({ meta: { inline: true }, onSuccess }));
  const error = create.error ?? update.error;
  const formId = `policy-${policy?.id ?? "new"}`;
  return (
    <Dialog
      footer={
        <Button form={formId} pending={create.isPending || update.isPending} type="submit" variant="primary">
          Save
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      title={policy ? policy.name : "New policy"}
      trigger={
        policy ? (
          <IconButton label={`Change ${policy.name}`} size="sm">
            <Pencil aria-hidden />
          </IconButton>
        ) : (
          <Button size="sm" variant="primary">
            <Plus aria-hidden /> New policy
          </Button>
        )
      }
    >
      <Form
        className="grid gap-4 sm:grid-cols-2"
        error={error}
        id={formId}
        onSubmit={(values) => {
          const jobs = list(values.jobs);
          const assets = list(values.assets);
          const input = {
            org,
            kind,
            enabled: policy?.enabled ?? true,
            deploymentId: policy?.deploymentId ?? null,
            flapWindowMs: Math.round(Number(values.flapWindow) * 3_600_000),
            destinations: policy?.destinations ? [...policy.destinations] : null,
            name: values.name ?? "",
            threshold: Number(values.threshold),
            recoverAfter: Number(values.recoverAfter),
            groupWaitMs: Math.round(Number(values.groupWait) * 1_000),
            renotifyMs: Math.round(Number(values.renotify) * 3_600_000),
            selector:
              jobs.length + assets.length > 0
                ? { ...(jobs.length > 0 ? { jobs } : {}), ...(assets.length > 0 ? { assets } : {}) }
                : null,
          };
          if (policy) update.mutate({ ...input, id: policy.id });
          else create.mutate(input);
        }}
      >
        <TextField defaultValue={policy?.name} error={fieldError(error, "name")} label="Name" name="name" />
        <Field label="Watches">
          <Select disabled={policy !== undefined} onValueChange={setKind} options={KINDS} value={kind} />
        </Field>
        <TextField
          defaultValue={policy?.threshold ?? 1}
          error={fieldError(error, "threshold")}
          hint="Failures in a row; code can say so for one asset with alerts: { after }."
          label="Opens after"
          min={1}
          name="threshold"
          type="number"
        />
        <TextField
          defaultValue={policy?.recoverAfter ?? 1}
          error={fieldError(error, "recoverAfter")}
          hint="Successes in a row."
          label="Closes after"
          min={1}
          name="recoverAfter"
          type="number"
        />
        <TextField
          defaultValue={(policy?.groupWaitMs ?? 30_000) / 1_000}
          error={fieldError(error, "groupWaitMs")}
          hint="Seconds; what recovers meanwhile is not told."
          label="Waits before telling"
          min={0}
          name="groupWait"
          type="number"
        />
        <TextField
          defaultValue={(policy?.renotifyMs ?? 14_400_000) / 3_600_000}
          error={fieldError(error, "renotifyMs")}
          hint="Hours."
          label="Reminds every"
          min={1}
          name="renotify"
          step="any"
          type="number"
        />
        <TextField
          defaultValue={(policy?.flapWindowMs ?? 3_600_000) / 3_600_000}
          error={fieldError(error, "flapWindowMs")}
          hint="Hours; what fails again this soon goes on as the same incident."
          label="Reopens within"
          min={0}
          name="flapWindow"
          step="any"
          type="number"
        />
        <TextField
          defaultValue={policy?.selector?.jobs?.join(", ")}
          hint="Empty: all."
          label="Only these jobs"
          name="jobs"
          optional
          placeholder="nightly_*, ingest"
        />
        <TextField
          defaultValue={policy?.selector?.assets?.join(", ")}
          hint="Empty: all."
          label="Only these assets"
          name="assets"
          optional
          placeholder="gold/*"
        />
      </Form>
    </Dialog>
  );
}
