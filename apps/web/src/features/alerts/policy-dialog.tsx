"use client";
import { Button, Dialog, Field, IconButton, Select, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { useDialogState } from "../../shared/use-dialog-state";
import type { Policy } from "./policy";

const list = (text: string | undefined) =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

const KINDS = [
  { value: "runFailure", label: "Failed runs" },
  { value: "loadError", label: "Versions that fail to load" },
] as const;
type Kind = (typeof KINDS)[number]["value"];

const SEVERITIES = [
  { value: "kind", label: "By what it monitors" },
  { value: "info", label: "Info" },
  { value: "warning", label: "Warning" },
  { value: "error", label: "Error" },
  { value: "critical", label: "Critical" },
] as const;
type SeverityChoice = (typeof SEVERITIES)[number]["value"];

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** The numbers of a policy, in units that people think in. */
const NUMBERS = [
  {
    name: "threshold",
    label: "Open after",
    hint: "Consecutive failures. Override for one asset in code with alerts: { after }.",
    unit: 1,
    initial: 1,
    min: 1,
  },
  { name: "recoverAfter", label: "Resolve after", hint: "Consecutive successes.", unit: 1, initial: 1, min: 1 },
  {
    name: "groupWaitMs",
    label: "Wait before notifying",
    hint: "In seconds. Failures that recover during this time don't notify anyone.",
    unit: SECOND_MS,
    initial: 30 * SECOND_MS,
    min: 0,
  },
  { name: "renotifyMs", label: "Reminder interval", hint: "In hours.", unit: HOUR_MS, initial: 4 * HOUR_MS, min: 1 },
  {
    name: "flapWindowMs",
    label: "Reopen window",
    hint: "In hours. A new failure within this time reopens the same incident.",
    unit: HOUR_MS,
    initial: HOUR_MS,
    min: 0,
  },
] as const;
type Numbers = Record<(typeof NUMBERS)[number]["name"], number>;

const numbersOf = (values: Record<string, string>): Numbers =>
  Object.fromEntries(NUMBERS.map(({ name, unit }) => [name, Math.round(Number(values[name]) * unit)])) as Numbers;

export function PolicyDialog({ policy }: { policy?: Policy }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useDialogState<Kind>(open, policy?.kind === "loadError" ? "loadError" : "runFailure");
  const [severity, setSeverity] = useDialogState<SeverityChoice>(open, policy?.severity ?? "kind");
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
          <IconButton label={`Edit ${policy.name}`} size="sm">
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
            destinations: policy?.destinations ? [...policy.destinations] : null,
            name: values.name ?? "",
            severity: severity === "kind" ? null : severity,
            ...numbersOf(values),
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
        <Field label="Monitors">
          <Select disabled={policy !== undefined} onValueChange={setKind} options={KINDS} value={kind} />
        </Field>
        <Field hint="Destinations can be limited to a severity and above." label="Severity">
          <Select onValueChange={setSeverity} options={SEVERITIES} value={severity} />
        </Field>
        {NUMBERS.map(({ name, unit, initial, ...field }) => (
          <TextField
            {...field}
            defaultValue={(policy?.[name] ?? initial) / unit}
            error={fieldError(error, name)}
            key={name}
            name={name}
            step="any"
            type="number"
          />
        ))}
        <TextField
          defaultValue={policy?.selector?.jobs?.join(", ")}
          hint="Leave empty for all."
          label="Jobs"
          name="jobs"
          optional
          placeholder="nightly_*, ingest"
        />
        <TextField
          defaultValue={policy?.selector?.assets?.join(", ")}
          hint="Leave empty for all."
          label="Assets"
          name="assets"
          optional
          placeholder="gold/*"
        />
      </Form>
    </Dialog>
  );
}
