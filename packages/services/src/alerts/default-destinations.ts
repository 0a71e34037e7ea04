import { DomainError, newId } from "@millrace/core";
import { type AlertAdminStore, CHANNEL_CAPABILITIES, DestinationInput } from "@millrace/core/alerts";
import { z } from "zod";
import type { Scope } from "../scope";
import { webhookSecret } from "./webhook-channel";

export const SetDefaultDestinationInput = z.object({
  deploymentId: z.string().max(100).nullable().default(null).describe("null = the organization's default"),
  destination: DestinationInput,
});
export const DefaultDestinationRef = z.object({ id: z.string().min(1).max(100) });

type Deps = { readonly admin: AlertAdminStore };

/** Sets where notifications go if an owner has no destination. */
export const setDefaultDestination =
  ({ admin }: Deps) =>
  async (scope: Scope, input: z.infer<typeof SetDefaultDestinationInput>): Promise<{ id: string }> => {
    const { deploymentId, destination } = input;
    const id = await admin.setDefaultDestination(
      scope.orgId,
      { id: newId("destination"), deploymentId, ...destination },
      {
        actor: scope.actor,
        action: "alert.defaultSet",
        target: destination.target,
        details: { deploymentId, kind: destination.kind, severity: destination.severity },
      },
    );
    return { id };
  };

/** Removes a default destination; throws `destination_not_found`. */
export const removeDefaultDestination =
  ({ admin }: Deps) =>
  async (scope: Scope, id: string): Promise<void> => {
    const audit = { actor: scope.actor, action: "alert.defaultRemoved", target: id };
    if (await admin.removeDefaultDestination(scope.orgId, id, audit)) return;
    throw unknownDestination(id);
  };

/** Returns the secret with which the receiver of a webhook verifies its messages. */
export const getWebhookSecret =
  ({ admin, serverSecret }: Deps & { readonly serverSecret: string }) =>
  async (scope: Scope, id: string): Promise<{ secret: string }> => {
    const destination = (await admin.listDestinations(scope.orgId)).find((candidate) => candidate.id === id);
    if (!destination || !CHANNEL_CAPABILITIES[destination.kind].isSigned) throw unknownDestination(id);
    return { secret: webhookSecret(serverSecret, scope.orgId, id) };
  };

const unknownDestination = (id: string) =>
  new DomainError("notFound", "destination_not_found", `Destination "${id}" not found.`);
