import { DomainError, newId } from "@millrace/core";
import { type AlertAdminStore, SILENCE_SCOPES, type Silence } from "@millrace/core/alerts";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Scope } from "../scope";

const DAYS_MAX = 30;
const DAY_MS = 24 * 60 * 60_000;

export const CreateSilenceInput = z.object({
  scope: z.enum(SILENCE_SCOPES),
  target: z.string().min(1).max(500).describe("an id, `job:nightly`, `asset:orders`, or an owner"),
  reason: z.string().trim().min(1, "is required").max(300),
  until: z.coerce.date(),
});
export const EndSilenceInput = z.object({ id: z.string().min(1).max(100) });

type Deps = { readonly admin: AlertAdminStore; readonly clock: Clock };

/** Stops notifications until a given time, at most 30 days ahead. */
export const createSilence =
  ({ admin, clock }: Deps) =>
  async (scope: Scope, deploymentId: string, input: z.infer<typeof CreateSilenceInput>): Promise<{ id: string }> => {
    const now = clock.now();
    const aheadMs = input.until.getTime() - now.getTime();
    if (aheadMs <= 0) throw invalidUntil("A silence must end in the future.");
    if (aheadMs > DAYS_MAX * DAY_MS) throw invalidUntil(`A silence can last up to ${DAYS_MAX} days.`);
    const silence: Silence = {
      ...input,
      target: input.scope === "deployment" ? deploymentId : input.target,
      id: newId("silence", now.getTime()),
      deploymentId,
      by: scope.actor.name,
      createdAt: now,
      endedAt: null,
    };
    const { scope: over, target, reason, until } = silence;
    await admin.createSilence(scope.orgId, silence, {
      actor: scope.actor,
      action: "silence.created",
      target: silence.id,
      details: { over, target, reason, until: until.toISOString() },
    });
    return { id: silence.id };
  };

export const endSilence =
  ({ admin, clock }: Deps) =>
  async (scope: Scope, deploymentId: string, id: string): Promise<void> => {
    const audit = { actor: scope.actor, action: "silence.ended", target: id };
    if (await admin.endSilence(scope.orgId, deploymentId, id, clock.now(), audit)) return;
    throw new DomainError("notFound", "silence_not_found", `No active silence with ID "${id}".`);
  };

const invalidUntil = (message: string) =>
  new DomainError("invalid", "silence_end_invalid", message, {
    details: [{ pointer: "/until", code: "silence_end_invalid", detail: message }],
  });
