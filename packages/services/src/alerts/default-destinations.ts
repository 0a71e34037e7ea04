import { DomainError, newId } from "@millrace/core";
import { EmailAddress } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";
import type { AlertAdminStore } from "./reads";
import { webhookSecret } from "./webhook-channel";

export const SetDefaultPlaceInput = z.object({
  deploymentId: z.string().max(100).nullable().default(null).describe("null = the organization's default"),
  place: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("slack"), target: z.string().trim().min(1, "is missing").max(100) }),
    z.object({ kind: z.literal("email"), target: EmailAddress }),
    z.object({
      kind: z.literal("webhook"),
      target: z.url({ protocol: /^https$/, error: "must be an https URL" }).max(2000),
    }),
  ]),
});
export const DefaultDestinationRef = z.object({ id: z.string().min(1).max(100) });

type Deps = { readonly admin: AlertAdminStore };

/** Says where those are told whom nobody else reaches. */
export const setDefaultDestination =
  ({ admin }: Deps) =>
  async (scope: Scope, { deploymentId, place }: z.infer<typeof SetDefaultPlaceInput>): Promise<{ id: string }> => {
    const id = await admin.setDefaultDestination(
      scope.orgId,
      { id: newId("destination"), deploymentId, severity: null, ...place },
      {
        actor: scope.actor,
        action: "alert.defaultSet",
        target: place.target,
        details: { deploymentId, kind: place.kind },
      },
    );
    return { id };
  };

export const removeDefaultDestination =
  ({ admin }: Deps) =>
  async (scope: Scope, id: string): Promise<void> => {
    const audit = { actor: scope.actor, action: "alert.defaultRemoved", target: id };
    if (await admin.removeDefaultDestination(scope.orgId, id, audit)) return;
    throw unknownPlace(id);
  };

/** The secret with which the receiver of a webhook checks that a message is ours. */
export const getWebhookSecret =
  ({ admin, serverSecret }: Deps & { readonly serverSecret: string }) =>
  async (scope: Scope, id: string): Promise<{ secret: string }> => {
    const place = (await admin.listPlaces(scope.orgId)).find((candidate) => candidate.id === id);
    if (place?.kind !== "webhook") throw unknownPlace(id);
    return { secret: webhookSecret(serverSecret, scope.orgId, id) };
  };

const unknownPlace = (id: string) =>
  new DomainError("notFound", "destination_not_found", `Destination "${id}" not found.`);
