"use client";
import { shortSecretWarning } from "@millrace/core/secret-length";
import { Button, Checkbox, Dialog, Field, Select, Textarea, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";
import { useDialogState } from "../../../shared/use-dialog-state";

const EVERY = "*";

/** Sets a variable, replacing an existing one with the same name. */
export function VariableDialog(props: {
  deployment: string;
  locations: readonly string[];
  /** Preset name and code location, for the button in a row. */
  preset?: { name: string; location: string };
}) {
  const { deployment, locations, preset } = props;
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [isSecret, setSecret] = useDialogState(open, true);
  const [location, setLocation] = useDialogState(open, preset?.location ?? EVERY);
  const set = useMutation(
    trpc.variable.set.mutationOptions({
      meta: { inline: true },
      onSuccess: (_, { name, value, isSecret: isSaved }) => {
        const warning = isSaved ? shortSecretWarning(name, value) : undefined;
        if (warning) toast.warning("Variable saved", { description: warning });
        else toast.success("Variable saved");
        setOpen(false);
        void queryClient.invalidateQueries(trpc.variable.pathFilter());
      },
    }),
  );
  return (
    <Dialog
      description={`In ${deployment}. Replaces any variable with the same name.`}
      footer={
        <Button form="variable" pending={set.isPending} type="submit" variant="primary">
          Save variable
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      size="sm"
      title="Set variable"
      trigger={
        preset ? (
          <Button aria-label={`Set value of ${preset.name}`} size="sm">
            Set value
          </Button>
        ) : (
          <Button size="sm" variant="primary">
            <Plus aria-hidden /> Set variable
          </Button>
        )
      }
    >
      <Form
        error={set.error}
        id="variable"
        onSubmit={(values) =>
          set.mutate({
            org,
            deployment,
            name: values.name ?? "",
            value: values.value ?? "",
            isSecret,
            ...(location === EVERY ? {} : { codeLocation: location }),
          })
        }
      >
        <TextField
          autoCapitalize="characters"
          autoComplete="off"
          defaultValue={preset?.name}
          error={fieldError(set.error, "name")}
          label="Name"
          name="name"
          placeholder="WAREHOUSE_URL"
          spellCheck={false}
        />
        <Field error={fieldError(set.error, "value")} label="Value">
          <Textarea autoComplete="off" className="font-mono text-xs" name="value" spellCheck={false} />
        </Field>
        <Checkbox checked={isSecret} label="Secret (never shown again; masked in logs)" onCheckedChange={setSecret} />
        <Field label="Scope">
          <Select
            onValueChange={setLocation}
            options={[
              { value: EVERY, label: "All code locations" },
              ...locations.map((name) => ({ value: name, label: name })),
            ]}
            value={location}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
