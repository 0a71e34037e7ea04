import type { FirstFactor, SecondFactorStore, SessionStore } from "@millrace/core/identity";
import type { Clock } from "../clock";
import { mintRecoveryCodes } from "./recovery-codes";

type Deps = { secondFactors: SecondFactorStore; sessions: SessionStore; clock: Clock };

/** Recovery codes to show, which come with the first factor only. */
export type FactorAdded = { readonly recoveryCodes: readonly string[] | null };

/**
 * Adds a factor with `add`. The first one brings recovery codes and ends all other sessions, because they were opened
 * with a password alone.
 */
export async function addFactor(
  { secondFactors, sessions, clock }: Deps,
  { userId, sessionId }: { userId: string; sessionId: string },
  add: (first: FirstFactor | null) => Promise<void>,
): Promise<FactorAdded> {
  if (await secondFactors.hasAny(userId)) {
    await add(null);
    return { recoveryCodes: null };
  }
  const { codes, hashes } = mintRecoveryCodes(userId);
  await add({ recoveryHashes: hashes });
  await sessions.revokeAll(userId, clock.now(), { exceptId: sessionId });
  return { recoveryCodes: codes };
}
