"use client";
import { Button, Dialog, Field, Select } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";
import { useDialogState } from "../../../shared/use-dialog-state";

const KINDS = [
  { value: "slack", label: "Slack channel" },
  { value: "email", label: "Email" },
  { value: "webhook", label: "Webhook" },
] as const;
type Kind = (typeof KINDS)[number]["value"];

const TARGETS: Record<Kind, { label: string; placeholder: string; hint: string; type: string }> = {
  slack: {
    label: "Channel",
    placeholder: "#data-finance",
    hint: "Channel name or ID. For a private channel, invite the Millrace app first.",
    type: "text",
  },
  email: {
    label: "Address",
    placeholder: "data@example.com",
    hint: "One email per incident; updates arrive as replies.",
    type: "email",
  },
  webhook: {
    label: "URL",
    placeholder: "https://example.com/hooks/millrace",
    hint: "Requests are signed. Private addresses aren't allowed.",
    type: "url",
  },
};
const SEVERITIES = [
  { value: "all", label: "All severities" },
  { value: "warning", label: "Warnings and above" },
  { value: "error", label: "Errors and above" },
  { value: "critical", label: "Critical only" },
] as const;
type Severity = (typeof SEVERITIES)[number]["value"];

export function DestinationDialog({ team }: { team: string }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useDialogState<Kind>(open, "slack");
  const [severity, setSeverity] = useDialogState<Severity>(open, "all");
  const save = useMutation(
    trpc.team.setDestination.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        setOpen(false);
        void queryClient.invalidateQueries(trpc.team.pathFilter());
      },
    }),
  );
  const target = TARGETS[kind];
  return (
    <Dialog
      footer={
        <Button form="destination" pending={save.isPending} type="submit" variant="primary">
          Save
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      size="sm"
      title="Add destination"
      trigger={
        <Button size="sm">
          <Plus aria-hidden /> Add
        </Button>
      }
    >
      <Form
        error={save.error}
        id="destination"
        onSubmit={(values) =>
          save.mutate({
            org,
            team,
            destination: { kind, target: values.target ?? "", severity: severity === "all" ? null : severity },
          })
        }
      >
        <Field label="Type">
          <Select onValueChange={setKind} options={KINDS} value={kind} />
        </Field>
        <TextField
          error={fieldError(save.error, "destination/target")}
          hint={target.hint}
          label={target.label}
          name="target"
          placeholder={target.placeholder}
          type={target.type}
        />
        <Field label="Severity">
          <Select onValueChange={setSeverity} options={SEVERITIES} value={severity} />
        </Field>
      </Form>
    </Dialog>
  );
}
