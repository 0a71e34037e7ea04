"use client";
import { Button, Section, Time, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/lib/trpc";
import { ConfirmAppDialog } from "./confirm-app-dialog";
import { PasswordDialog } from "./password-dialog";
import { useFactorsChanged } from "./use-factors-changed";

type Props = { addedAt: Date | null; onCodes: (codes: readonly string[]) => void };

/** An app that shows a new code every 30 seconds. */
export function AuthenticatorCard({ addedAt, onCodes }: Props) {
  return (
    <Section
      action={addedAt ? <RemoveApp /> : <SetUpApp onCodes={onCodes} />}
      description="An app on your phone that shows a new code every 30 seconds."
      title="Authenticator app"
    >
      <p className="text-muted text-sm">
        {addedAt ? (
          <>
            Set up <Time value={addedAt} />
          </>
        ) : (
          "Not set up"
        )}
      </p>
    </Section>
  );
}

function SetUpApp({ onCodes }: Pick<Props, "onCodes">) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const begin = useMutation(
    trpc.secondFactor.beginTotp.mutationOptions({ meta: { inline: true }, onSuccess: () => setOpen(false) }),
  );
  return (
    <>
      <PasswordDialog
        confirm="Continue"
        error={begin.error}
        onOpenChange={setOpen}
        onSubmit={(password) => begin.mutate({ password })}
        open={open}
        pending={begin.isPending}
        title="Set up an authenticator app"
        trigger={<Button size="sm">Set up app</Button>}
      />
      <ConfirmAppDialog
        app={begin.data}
        onClose={begin.reset}
        onConfirmed={(codes) => {
          begin.reset();
          if (codes) onCodes(codes);
        }}
      />
    </>
  );
}

function RemoveApp() {
  const trpc = useTRPC();
  const changed = useFactorsChanged();
  const [open, setOpen] = useState(false);
  const remove = useMutation(
    trpc.secondFactor.removeTotp.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        setOpen(false);
        toast.success("Authenticator app removed");
        changed();
      },
    }),
  );
  return (
    <PasswordDialog
      confirm="Remove app"
      description="Its codes no longer work. If it's your last second factor, your recovery codes are deleted too."
      error={remove.error}
      onOpenChange={setOpen}
      onSubmit={(password) => remove.mutate({ password })}
      open={open}
      pending={remove.isPending}
      title="Remove the authenticator app?"
      trigger={<Button size="sm">Remove app</Button>}
    />
  );
}
