import { DomainError, decodeCursor, type Page, PageInput, toPage } from "@millrace/core";
import {
  type AlertAdminStore,
  type AlertStore,
  type AlertTx,
  INCIDENT_STATES,
  type Incident,
} from "@millrace/core/alerts";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Scope } from "../scope";
import { enqueueUpdateDeliveries } from "./enqueue-deliveries";

export const ListIncidentsInput = PageInput.extend({
  states: z.array(z.enum(INCIDENT_STATES)).max(INCIDENT_STATES.length).optional(),
  owner: z.string().max(300).optional(),
  subject: z.string().max(500).optional(),
  muted: z.boolean().optional().describe("true: only incidents with notifications off"),
});
export const IncidentRef = z.object({ id: z.string().min(1).max(100) });

type Deps = {
  readonly admin: AlertAdminStore;
  readonly alerts: AlertStore;
  readonly clock: Clock;
  readonly publicUrl: string;
};

export const listIncidents =
  ({ admin }: Pick<Deps, "admin">) =>
  async (
    scope: Scope,
    deploymentId: string,
    input: z.infer<typeof ListIncidentsInput>,
  ): Promise<Page<Incident & { readonly isReached: boolean }>> => {
    const { limit, cursor, ...filter } = input;
    const beforeId = decodeCursor(cursor)?.[0];
    const rows = await admin.listIncidents(scope.orgId, deploymentId, {
      ...filter,
      limit: limit + 1,
      beforeId: beforeId === undefined ? undefined : String(beforeId),
    });
    return toPage(rows, limit, (row) => [row.id]);
  };

export const getIncident =
  ({ admin }: Pick<Deps, "admin">) =>
  async (scope: Scope, deploymentId: string, id: string) => {
    const page = await admin.findIncident(scope.orgId, deploymentId, id);
    if (!page) throw unknownIncident(id);
    return page;
  };

/** Somebody looks after it: reminders stop until the error changes. */
export const acknowledgeIncident =
  (deps: Deps) =>
  (scope: Scope, deploymentId: string, id: string): Promise<Incident> =>
    deps.alerts.inDeployment(scope.orgId, deploymentId, async (tx) => {
      const incident = await findIn(tx, deploymentId, id);
      if (incident.state === "ACKNOWLEDGED") return incident;
      if (incident.state === "RESOLVED") throw alreadyResolved();
      const next: Incident = {
        ...incident,
        state: "ACKNOWLEDGED",
        notifyAt: null,
        acknowledgedAt: deps.clock.now(),
        acknowledgedBy: scope.actor.name,
      };
      await tx.save(next, { type: "acknowledged", data: { by: scope.actor.name } });
      await tx.recordAudit({ actor: scope.actor, action: "incident.acknowledged", target: id });
      return next;
    });

/** Declares an incident solved; the next failure opens it again. */
export const resolveIncident =
  (deps: Deps) =>
  (scope: Scope, deploymentId: string, id: string): Promise<Incident> =>
    deps.alerts.inDeployment(scope.orgId, deploymentId, async (tx) => {
      const incident = await findIn(tx, deploymentId, id);
      if (incident.state === "RESOLVED") return incident;
      const now = deps.clock.now();
      const next: Incident = { ...incident, state: "RESOLVED", resolvedAt: now, notifyAt: null };
      await tx.save(next, { type: "resolvedByPerson", data: { by: scope.actor.name } });
      await tx.recordAudit({ actor: scope.actor, action: "incident.resolved", target: id });
      if (incident.notifiedAt) {
        const writer = { tx, routing: await tx.loadRoutingTable(), publicUrl: deps.publicUrl, now };
        await enqueueUpdateDeliveries(writer, next, { notice: "recovered", resolvedBy: scope.actor.name });
      }
      return next;
    });

async function findIn(tx: AlertTx, deploymentId: string, id: string): Promise<Incident> {
  const incident = await tx.find(id);
  if (!incident || incident.deploymentId !== deploymentId) throw unknownIncident(id);
  return incident;
}

const unknownIncident = (id: string) =>
  new DomainError("notFound", "incident_not_found", `Incident "${id}" not found in this deployment.`);
const alreadyResolved = () =>
  new DomainError("conflict", "incident_resolved", "This incident is already resolved and can't be acknowledged.");
