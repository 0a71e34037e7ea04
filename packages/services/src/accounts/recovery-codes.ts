import { createHash, randomBytes } from "node:crypto";
import { DomainError } from "@millrace/core";
import {
  type Actor,
  parseRecoveryCode,
  RECOVERY_CODE_BYTES,
  RECOVERY_CODES,
  recoveryCode,
  type SecondFactorStore,
} from "@millrace/core/identity";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Mailer } from "../mail/mailer";
import { mails } from "../mail/templates";
import { OwnPassword, type ReauthenticateDeps, reauthenticate } from "./reauthenticate";

export const ReplaceRecoveryCodesInput = z.object({ password: OwnPassword });

type Deps = ReauthenticateDeps & { secondFactors: SecondFactorStore; mailer: Mailer; clock: Clock };

/** Returns new codes to show, and their hashes to store. A code has 125 random bits, so a plain hash is enough. */
export function mintRecoveryCodes(userId: string): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(RECOVERY_CODE_BYTES)));
  return { codes, hashes: codes.map((code) => hashOf(userId, code)) };
}

/** Replaces a person's recovery codes. The earlier ones stop working. The codes are shown only here. */
export const replaceRecoveryCodes =
  (deps: Deps) =>
  async (actor: Actor, { password }: z.infer<typeof ReplaceRecoveryCodesInput>): Promise<{ codes: string[] }> => {
    const account = await reauthenticate(deps, actor.id, password);
    if (!(await deps.secondFactors.hasAny(actor.id))) throw factorMissing();
    const { codes, hashes } = mintRecoveryCodes(actor.id);
    const audit = { actor, action: "account.recoveryCodesReplaced", target: actor.id };
    await deps.secondFactors.replaceRecoveryCodes(actor.id, hashes, audit);
    await deps.mailer.send(mails.recoveryCodesReplaced(account.email, account.name));
    return { codes };
  };

/** Uses up a recovery code. Returns false if it isn't one, or was used. */
export async function takeRecoveryCode(
  { secondFactors, clock }: Pick<Deps, "secondFactors" | "clock">,
  actor: Actor,
  text: string,
): Promise<boolean> {
  const code = parseRecoveryCode(text);
  if (code === null) return false;
  const audit = { actor, action: "account.recoveryCodeUsed", target: actor.id };
  return secondFactors.takeRecoveryCode(actor.id, hashOf(actor.id, code), clock.now(), audit);
}

const hashOf = (userId: string, code: string): string =>
  createHash("sha256").update(`recovery-code:${userId}:${code}`).digest("hex");

const factorMissing = () =>
  new DomainError(
    "conflict",
    "second_factor_missing",
    "Set up an authenticator app or a passkey before you create recovery codes.",
  );
