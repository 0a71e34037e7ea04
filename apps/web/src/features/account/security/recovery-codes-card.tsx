"use client";
import { Button, Section } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/lib/trpc";
import { PasswordDialog } from "./password-dialog";
import { useFactorsChanged } from "./use-factors-changed";

type Props = { hasFactor: boolean; left: number; onCodes: (codes: readonly string[]) => void };

/** Codes for signing in without the app or the passkey. */
export function RecoveryCodesCard({ hasFactor, left, onCodes }: Props) {
  return (
    <Section
      action={hasFactor && <ReplaceCodes onCodes={onCodes} />}
      description="For signing in when you don't have your app or passkey. Each code works once."
      title="Recovery codes"
    >
      <p className="text-muted text-sm">
        {hasFactor ? `${left} unused` : "You get recovery codes when you set up an app or a passkey."}
      </p>
    </Section>
  );
}

function ReplaceCodes({ onCodes }: Pick<Props, "onCodes">) {
  const trpc = useTRPC();
  const changed = useFactorsChanged();
  const [open, setOpen] = useState(false);
  const replace = useMutation(
    trpc.secondFactor.replaceRecoveryCodes.mutationOptions({
      meta: { inline: true },
      onSuccess: ({ codes }) => {
        setOpen(false);
        changed();
        onCodes(codes);
      },
    }),
  );
  return (
    <PasswordDialog
      confirm="Replace codes"
      description="Your current recovery codes stop working."
      error={replace.error}
      onOpenChange={setOpen}
      onSubmit={(password) => replace.mutate({ password })}
      open={open}
      pending={replace.isPending}
      title="Replace your recovery codes?"
      trigger={<Button size="sm">Replace codes</Button>}
    />
  );
}
