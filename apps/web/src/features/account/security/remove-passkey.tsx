"use client";
import { Button, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/lib/trpc";
import { PasswordDialog } from "./password-dialog";
import { useFactorsChanged } from "./use-factors-changed";

export function RemovePasskey({ passkey }: { passkey: { id: string; name: string } }) {
  const trpc = useTRPC();
  const changed = useFactorsChanged();
  const [open, setOpen] = useState(false);
  const remove = useMutation(
    trpc.secondFactor.removePasskey.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        setOpen(false);
        toast.success("Passkey removed");
        changed();
      },
    }),
  );
  return (
    <PasswordDialog
      confirm="Remove passkey"
      description="You can no longer sign in with it. Delete it from your device too."
      error={remove.error}
      onOpenChange={setOpen}
      onSubmit={(password) => remove.mutate({ id: passkey.id, password })}
      open={open}
      pending={remove.isPending}
      title={`Remove ${passkey.name}?`}
      trigger={
        <Button aria-label={`Remove ${passkey.name}`} size="sm" variant="ghost">
          Remove
        </Button>
      }
    />
  );
}
