"use client";
import { Button, Dialog, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { createPasskey } from "@/lib/passkeys";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";
import { useFactorsChanged } from "./use-factors-changed";

/** Creates a passkey on this device and adds it to the account. */
export function AddPasskey({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const trpc = useTRPC();
  const changed = useFactorsChanged();
  const [open, setOpen] = useState(false);
  const begin = useMutation(trpc.secondFactor.beginPasskey.mutationOptions({ meta: { inline: true } }));
  const finish = useMutation(trpc.secondFactor.finishPasskey.mutationOptions({ meta: { inline: true } }));
  const add = useMutation({
    meta: { inline: true },
    mutationFn: async ({ name, password }: { name: string; password: string }) => {
      const response = await createPasskey(await begin.mutateAsync({ password }));
      if (!response) return null;
      return finish.mutateAsync({ name, response: { ...response, response: { ...response.response } } });
    },
    onSuccess: (added) => {
      if (!added) return;
      setOpen(false);
      toast.success("Passkey added");
      changed();
      if (added.recoveryCodes) onCodes(added.recoveryCodes);
    },
  });
  return (
    <Dialog
      footer={
        <Button form="add-passkey" pending={add.isPending} type="submit" variant="primary">
          Add passkey
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      size="sm"
      title="Add a passkey"
      trigger={<Button size="sm">Add passkey</Button>}
    >
      <Form
        error={add.error ?? (add.data === null ? "No passkey was created." : undefined)}
        id="add-passkey"
        onSubmit={({ name, password }) => add.mutate({ name: name ?? "", password: password ?? "" })}
      >
        <TextField
          autoFocus
          error={fieldError(add.error, "name")}
          label="Name"
          maxLength={60}
          name="name"
          placeholder="Laptop, phone, …"
        />
        <TextField
          autoComplete="current-password"
          error={fieldError(add.error, "password")}
          label="Password"
          name="password"
          type="password"
        />
      </Form>
    </Dialog>
  );
}
