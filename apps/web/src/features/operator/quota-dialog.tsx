"use client";
import { Button, Dialog } from "@millrace/ui";
import { fieldError } from "@/lib/errors";
import type { Outputs } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";

export type Quotas = Outputs["operator"]["defaultQuotas"];

const GIB = 1024 ** 3;
const HOUR_MS = 3_600_000;

type QuotaField = { readonly label: string; readonly unit?: number; readonly hint?: string };

const OF_ORGANIZATION = {
  concurrentRunsMax: { label: "Concurrent runs" },
  queuedRunsMax: { label: "Queued runs" },
  runsPerDayMax: { label: "Runs per day" },
  retentionDaysMax: { label: "Retention (days)" },
  storedBytesMax: { label: "Storage (GiB)", unit: GIB },
  queueWeight: { label: "Queue weight", hint: "This organization's share of free slots, relative to others." },
} satisfies Partial<Record<keyof Quotas, QuotaField>>;

const OF_SANDBOX = {
  sandboxMemoryBytesMax: { label: "Memory (GiB)", unit: GIB },
  sandboxCpuCoresMax: { label: "CPU cores" },
  sandboxProcessesMax: { label: "Processes" },
  sandboxScratchBytesMax: { label: "Scratch disk (GiB)", unit: GIB },
  runWallTimeMsMax: { label: "Maximum run time (hours)", unit: HOUR_MS },
} satisfies Partial<Record<keyof Quotas, QuotaField>>;

const FIELDS: Record<keyof Quotas, QuotaField> = { ...OF_ORGANIZATION, ...OF_SANDBOX };

/** Edits the quotas of an organization, or the defaults, in familiar units. */
export function QuotaDialog(props: {
  title: string;
  quotas: Quotas;
  error: unknown;
  pending: boolean;
  onSave: (quotas: Quotas) => void;
  onClose: () => void;
}) {
  const fields = (group: Partial<Record<keyof Quotas, QuotaField>>) =>
    Object.entries(group).map(([name, { label, unit = 1, hint }]) => (
      <TextField
        defaultValue={props.quotas[name as keyof Quotas] / unit}
        error={fieldError(props.error, name)}
        hint={hint}
        key={name}
        label={label}
        min={0}
        name={name}
        step="any"
        type="number"
      />
    ));
  return (
    <Dialog
      footer={
        <Button form="quota" pending={props.pending} type="submit" variant="primary">
          Save
        </Button>
      }
      onOpenChange={(open) => !open && props.onClose()}
      open
      title={props.title}
    >
      <Form
        className="flex flex-col gap-5"
        error={props.error}
        id="quota"
        onSubmit={(values) => props.onSave(quotasOf(values))}
      >
        <div className="grid gap-4 sm:grid-cols-2">{fields(OF_ORGANIZATION)}</div>
        <fieldset className="flex flex-col gap-3">
          <legend className="font-medium">Maximum sandbox resources</legend>
          <p className="text-muted text-sm">
            Admins can set sandbox limits per deployment up to these values. If you lower a maximum, runs that request
            more get the maximum.
          </p>
          <div className="grid gap-4 sm:grid-cols-2">{fields(OF_SANDBOX)}</div>
        </fieldset>
      </Form>
    </Dialog>
  );
}

function quotasOf(values: Record<string, string>): Quotas {
  const entries = Object.entries(FIELDS).map(([name, { unit }]) => {
    const value = Number(values[name]);
    return [name, unit === undefined ? value : Math.round(value * unit)];
  });
  return Object.fromEntries(entries) as Quotas;
}
