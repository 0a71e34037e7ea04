"use client";
import { Section, Time } from "@millrace/ui";
import type { Outputs } from "@/lib/trpc";
import { AddPasskey } from "./add-passkey";
import { RemovePasskey } from "./remove-passkey";

type Props = {
  passkeys: Outputs["secondFactor"]["list"]["passkeys"];
  onCodes: (codes: readonly string[]) => void;
};

/** Keys on a phone, a computer, or a security key. */
export function PasskeysCard({ passkeys, onCodes }: Props) {
  return (
    <Section
      action={<AddPasskey onCodes={onCodes} />}
      description="Sign in with your fingerprint, face, screen lock, or security key, without a password."
      flush={passkeys.length > 0}
      title="Passkeys"
    >
      {passkeys.length === 0 ? (
        <p className="text-muted text-sm">No passkeys</p>
      ) : (
        <ul className="divide-y">
          {passkeys.map((passkey) => (
            <li className="flex items-center gap-3 px-4 py-2.5" key={passkey.id}>
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{passkey.name}</span>
                <span className="block text-subtle text-xs">
                  added <Time value={passkey.createdAt} />
                  {passkey.lastUsedAt && (
                    <>
                      {" · last used "}
                      <Time value={passkey.lastUsedAt} />
                    </>
                  )}
                </span>
              </span>
              <RemovePasskey passkey={passkey} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
