import { newId } from "@millrace/core";
import {
  type AlertMessage,
  type IncidentView,
  type Notice,
  type Reconciled,
  renderFailure,
  renderRecovered,
  renderReply,
  withBlockIds,
} from "@millrace/core/alerts";
import { policyDestinations, type Route, routeOwner } from "./destinations";
import { incidentView } from "./incident-view";
import type { AlertPolicy, AlertTx, Incident, NewDelivery, RoutingTable } from "./ports";

/** The first message of an incident is rewritten at most this often. */
const EDIT_INTERVAL_MS = 30_000;

export type DeliveryWriter = {
  readonly tx: AlertTx;
  readonly book: RoutingTable;
  readonly publicUrl: string;
  readonly now: Date;
};

/** Writes the deliveries of the first message about a group of incidents that share it. */
export async function enqueueOpenedDeliveries(
  { tx, book, publicUrl, now }: DeliveryWriter,
  group: readonly Incident[],
  policy: AlertPolicy | undefined,
): Promise<void> {
  const lead = group[0];
  if (!lead) return;
  const routes = routesOf(lead, policy, book);
  const warnings = routes.flatMap((route) => (route.warning ? [route.warning] : []));
  const told = { ...lead, warnings };
  if (warnings.length > 0) await tx.save(told, { type: "routedByDefault", data: { warnings } });

  const view = incidentView([told, ...group.slice(1)], book, publicUrl);
  const revision = await tx.nextRevision(lead.id);
  const message = withBlockIds(renderFailure(view), revision);
  await tx.addDeliveries(
    routes.map((route) => ({
      ...addressOf(route, book),
      id: newId("delivery", now.getTime()),
      incidentId: lead.id,
      revision,
      kind: "opened",
      mode: "post",
      notBefore: now,
      message,
    })),
  );
}

/** Writes the deliveries of a change: the first message is rewritten, and what is news follows in its thread. */
export async function enqueueUpdateDeliveries(
  { tx, book, publicUrl, now }: DeliveryWriter,
  incident: Incident,
  notice: Exclude<Notice, "opened">,
  because: Reconciled["because"],
  resolvedBy?: string,
): Promise<void> {
  const leadId = incident.leadId ?? incident.id;
  const group = await tx.listGroup(leadId);
  const view = incidentView(group, book, publicUrl);
  const told = await tx.listTold(leadId);
  const root = view.resolvedAt ? renderRecovered({ ...view, resolvedBy }) : renderFailure(view);
  const reply = replyOf({ ...incidentView([incident], book, publicUrl), resolvedBy }, notice, because);

  const editRevision = await tx.nextRevision(leadId);
  const replyRevision = reply ? await tx.nextRevision(leadId) : editRevision;
  const deliveries = told.flatMap((place): NewDelivery[] => {
    const common = {
      incidentId: leadId,
      destinationId: place.destinationId,
      channelKind: place.channelKind,
      channel: place.channel,
      status: place.status === "PREVIEW" || !book.sendsAlerts ? ("PREVIEW" as const) : ("PENDING" as const),
    };
    const edit: NewDelivery = {
      ...common,
      id: newId("delivery", now.getTime()),
      revision: editRevision,
      kind: "edit",
      mode: "edit",
      notBefore: new Date(now.getTime() + (notice === "edit" ? EDIT_INTERVAL_MS : 0)),
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
            notBefore: now,
            message: withBlockIds(reply, replyRevision),
          },
        ]
      : [];
    return place.channelKind === "slack" ? [edit, ...news] : news;
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

function routesOf(incident: Incident, policy: AlertPolicy | undefined, book: RoutingTable): readonly Route[] {
  const fixed = policy?.destinations ? policyDestinations(policy.destinations, book) : [];
  return fixed.length > 0
    ? fixed.map((place) => ({ place, warning: null }))
    : [routeOwner(incident.owner, book, incident.severity)];
}

function addressOf({ place }: Route, book: RoutingTable) {
  if (!place) {
    const error =
      "No destination to send this to. Add one on the team's page or set a default destination in alert settings.";
    return { destinationId: null, channelKind: "slack", channel: "", status: "PREVIEW", error } as const;
  }
  const error = book.sendsAlerts ? null : `Alerts are off in ${book.deployment}`;
  return {
    destinationId: place.id,
    channelKind: place.kind,
    channel: place.target,
    status: book.sendsAlerts ? ("PENDING" as const) : ("PREVIEW" as const),
    error,
  };
}
