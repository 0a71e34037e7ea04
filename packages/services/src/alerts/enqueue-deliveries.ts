import { newId } from "@millrace/core";
import {
  type AlertMessage,
  type AlertPolicy,
  type AlertTx,
  type Incident,
  type IncidentView,
  type NewDelivery,
  type Notice,
  type Reconciled,
  type RoutingTable,
  renderFailure,
  renderRecovered,
  renderReply,
  withBlockIds,
} from "@millrace/core/alerts";
import { policyDestinations, type Route, routeOwner } from "./destinations";
import { incidentView } from "./incident-view";

/** The first message of an incident is rewritten at most this often. */
const EDIT_INTERVAL_MS = 30_000;

export type DeliveryWriter = {
  readonly tx: AlertTx;
  readonly routing: RoutingTable;
  readonly publicUrl: string;
  readonly now: Date;
};

/** Writes the deliveries of the first message about a group of incidents that share it. */
export async function enqueueOpenedDeliveries(
  { tx, routing, publicUrl, now }: DeliveryWriter,
  group: readonly Incident[],
  policy: AlertPolicy | undefined,
): Promise<void> {
  const lead = group[0];
  if (!lead) return;
  const routes = routesOf(lead, policy, routing);
  const warnings = [...new Set(routes.flatMap((route) => (route.warning ? [route.warning] : [])))];
  const routed = { ...lead, warnings };
  if (warnings.length > 0) await tx.save(routed, { type: "routedByDefault", data: { warnings } });

  const view = incidentView([routed, ...group.slice(1)], routing, publicUrl);
  const revision = await tx.nextRevision(lead.id);
  const message = withBlockIds(renderFailure(view), revision);
  await tx.addDeliveries(
    routes.map((route) => ({
      ...addressOf(route, routing),
      id: newId("delivery", now.getTime()),
      incidentId: lead.id,
      revision,
      kind: "opened",
      mode: "post",
      delayMs: 0,
      message,
    })),
  );
}

/** Writes the deliveries of a change: the first message is rewritten, and what is news follows in its thread. */
export async function enqueueUpdateDeliveries(
  { tx, routing, publicUrl, now }: DeliveryWriter,
  incident: Incident,
  notice: Exclude<Notice, "opened">,
  because: Reconciled["because"],
  resolvedBy?: string,
): Promise<void> {
  const leadId = incident.leadId ?? incident.id;
  const group = await tx.listGroup(leadId);
  const view = incidentView(group, routing, publicUrl);
  const notified = await tx.listNotified(leadId);
  const root = view.resolvedAt ? renderRecovered({ ...view, resolvedBy }) : renderFailure(view);
  const reply = replyOf({ ...incidentView([incident], routing, publicUrl), resolvedBy }, notice, because);

  const editRevision = await tx.nextRevision(leadId);
  const replyRevision = reply ? await tx.nextRevision(leadId) : editRevision;
  const deliveries = notified.flatMap((destination): NewDelivery[] => {
    const common = {
      incidentId: leadId,
      destinationId: destination.destinationId,
      channelKind: destination.channelKind,
      channel: destination.channel,
      status: destination.status === "PREVIEW" || !routing.sendsAlerts ? ("PREVIEW" as const) : ("PENDING" as const),
    };
    const edit: NewDelivery = {
      ...common,
      id: newId("delivery", now.getTime()),
      revision: editRevision,
      kind: "edit",
      mode: "edit",
      delayMs: notice === "edit" ? EDIT_INTERVAL_MS : 0,
      message: withBlockIds(root, editRevision),
    };
    const news: NewDelivery[] = reply
      ? [
          {
            ...common,
            id: newId("delivery", now.getTime()),
            revision: replyRevision,
            kind: notice,
            mode: "reply",
            delayMs: 0,
            message: withBlockIds(reply, replyRevision),
          },
        ]
      : [];
    return destination.channelKind === "slack" ? [edit, ...news] : news;
  });
  await tx.addDeliveries(deliveries);
}

/** What follows in the thread: about this incident alone, even where several share the message. */
function replyOf(
  own: IncidentView,
  notice: Exclude<Notice, "opened">,
  because: Reconciled["because"],
): AlertMessage | null {
  switch (notice) {
    case "edit":
      return null;
    case "recovered":
      return renderReply(own, { kind: "recovered", subject: own.subjects[0]?.name ?? "" });
    case "reopened":
      return renderReply(own, { kind: "reopened" });
    case "reminder":
      return renderReply(own, { kind: "reminder", because: because ?? "renotify" });
  }
}

/** The routes of an incident, one per address. */
function routesOf(incident: Incident, policy: AlertPolicy | undefined, routing: RoutingTable): readonly Route[] {
  const fixed = policy?.destinations ? policyDestinations(policy.destinations, routing) : [];
  const routes =
    fixed.length > 0
      ? fixed.map((destination) => ({ destination, warning: null }))
      : routeOwner(incident.owner, routing, incident.severity);
  const keyOf = ({ destination }: Route) => JSON.stringify([destination?.kind, destination?.target]);
  return [...new Map(routes.map((route) => [keyOf(route), route])).values()];
}

function addressOf({ destination }: Route, routing: RoutingTable) {
  if (!destination) {
    const error =
      "No destination to send this to. Add one on the team's page or set a default destination in alert settings.";
    return { destinationId: null, channelKind: "slack", channel: "", status: "PREVIEW", error } as const;
  }
  const error = routing.sendsAlerts ? null : `Alerts are off in ${routing.deployment}`;
  return {
    destinationId: destination.id,
    channelKind: destination.kind,
    channel: destination.target,
    status: routing.sendsAlerts ? ("PENDING" as const) : ("PREVIEW" as const),
    error,
  };
}
