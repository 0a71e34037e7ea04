import { DomainError, decodeCursor, newId, type Page, PageInput, type RateLimiter, toPage } from "@millrace/core";
import { type AlertAdminStore, DELIVERY_STATUSES, type DeliveryRow } from "@millrace/core/alerts";
import { z } from "zod";
import type { Clock } from "../clock";
import { takeAttempts } from "../rate-limiter";
import type { Scope } from "../scope";

export const ListDeliveriesInput = PageInput.extend({
  status: z.enum(DELIVERY_STATUSES).optional(),
  incidentId: z.string().max(100).optional(),
});
export const SendTestInput = z.object({ team: z.string().min(1).max(100).describe("the team's slug") });

type Deps = {
  readonly admin: AlertAdminStore;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly rateLimiter: RateLimiter;
};

/** A destination can be a stranger's address, which must not be flooded. */
const TESTS_PER_MINUTE_MAX = { person: 5, organization: 10 } as const;

/** Lists the deliveries of a deployment, and tests, newest first. */
export const listDeliveries =
  ({ admin }: Pick<Deps, "admin">) =>
  async (
    scope: Scope,
    deploymentId: string,
    input: z.infer<typeof ListDeliveriesInput>,
  ): Promise<Page<DeliveryRow>> => {
    const { limit, cursor, ...filter } = input;
    const beforeId = decodeCursor(cursor)?.[0];
    const rows = await admin.listDeliveries(scope.orgId, {
      ...filter,
      deploymentId,
      limit: limit + 1,
      beforeId: beforeId === undefined ? undefined : String(beforeId),
    });
    return toPage(rows, limit, (row) => [row.id]);
  };

export const getDelivery =
  ({ admin }: Pick<Deps, "admin">) =>
  async (scope: Scope, deploymentId: string, id: string): Promise<DeliveryRow> => {
    const row = await admin.findDelivery(scope.orgId, id);
    if (row && (row.incident === null || row.incident.deploymentId === deploymentId)) return row;
    throw new DomainError("notFound", "delivery_not_found", `Delivery "${id}" not found in this deployment.`);
  };

/** Sends a test message to every destination of a team; throws `team_without_channel` if it has none. */
export const sendTest =
  ({ admin, clock, publicUrl, rateLimiter }: Deps) =>
  async (
    scope: Scope,
    team: { readonly id: string; readonly slug: string },
    orgSlug: string,
  ): Promise<{ deliveryIds: readonly string[] }> => {
    const destinations = (await admin.listDestinations(scope.orgId)).filter((it) => it.teamId === team.id);
    if (destinations.length === 0) {
      throw new DomainError(
        "conflict",
        "team_without_channel",
        `Team "${team.slug}" has no destinations. Add one first.`,
      );
    }
    await takeAttempts(rateLimiter, [`alert-test:${scope.actor.kind}:${scope.actor.id}`], TESTS_PER_MINUTE_MAX.person);
    await takeAttempts(rateLimiter, [`alert-test:${scope.orgId}`], TESTS_PER_MINUTE_MAX.organization);
    const now = clock.now();
    const url = `${publicUrl.replace(/\/$/, "")}/o/${encodeURIComponent(orgSlug)}/settings/teams/${encodeURIComponent(team.slug)}`;
    const message = { type: "test", team: team.slug, by: scope.actor.name, url } as const;
    const deliveries = destinations.map((destination) => ({
      id: newId("delivery", now.getTime()),
      incidentId: null,
      destinationId: destination.id,
      channelKind: destination.kind,
      channel: destination.target,
      revision: 1,
      kind: "test",
      mode: "post" as const,
      status: "PENDING" as const,
      delayMs: 0,
      message,
    }));
    await admin.addTest(scope.orgId, deliveries, {
      actor: scope.actor,
      action: "alert.testSent",
      target: team.slug,
      details: { destinations: destinations.map((destination) => destination.target) },
    });
    return { deliveryIds: deliveries.map((delivery) => delivery.id) };
  };
