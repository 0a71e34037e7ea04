import { newId } from "@millrace/core";
import {
  type AlertPolicy,
  type AlertTx,
  CHANNEL_CAPABILITIES,
  CHANNEL_KINDS,
  type Incident,
  type IncidentMessage,
  type NewDelivery,
  type Notice,
  type NotifiedDestination,
  type Reconciled,
  type RoutingTable,
  summarizeIncidents,
} from "@millrace/core/alerts";
import { policyDestinations, type Route, routeOwner } from "./destinations";

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

  const message: IncidentMessage = {
    type: "incident",
    notice: "opened",
    because: null,
    incident: summarizeIncidents([routed, ...group.slice(1)], routing, publicUrl),
    note: null,
  };
  const revision = await tx.nextRevision(lead.id);
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

/** A change that owners were notified of before. */
export type IncidentUpdate = {
  readonly notice: Exclude<Notice, "opened">;
  readonly because?: Reconciled["because"];
  /** The person who resolved the incident, if a person did. */
  readonly resolvedBy?: string;
};

/**
 * Writes the deliveries of a change: where the channel can edit, the first message is rewritten; news is a reply to it
 * where the channel has threads, else a message of its own.
 */
export async function enqueueUpdateDeliveries(
  { tx, routing, publicUrl, now }: DeliveryWriter,
  incident: Incident,
  { notice, because, resolvedBy }: IncidentUpdate,
): Promise<void> {
  const leadId = incident.leadId ?? incident.id;
  const group = await tx.listGroup(leadId);
  const notified = await tx.listNotified(leadId);
  const common = { type: "incident", because: because ?? null, note: null } as const;
  const root: IncidentMessage = {
    ...common,
    notice: "edit",
    incident: summarizeIncidents(group, routing, publicUrl, resolvedBy),
  };
  const news: IncidentMessage | null =
    notice === "edit"
      ? null
      : { ...common, notice, incident: summarizeIncidents([incident], routing, publicUrl, resolvedBy) };

  const rootRevision = await tx.nextRevision(leadId);
  const newsRevision = news ? await tx.nextRevision(leadId) : rootRevision;
  const deliveries = notified.flatMap((destination): NewDelivery[] => {
    const { canEdit, canThread } = CHANNEL_CAPABILITIES[destination.channelKind];
    const address = { ...updateAddressOf(destination, routing), incidentId: leadId };
    const edit: NewDelivery = {
      ...address,
      id: newId("delivery", now.getTime()),
      revision: rootRevision,
      kind: "edit",
      mode: "edit",
      delayMs: news ? 0 : EDIT_INTERVAL_MS,
      message: root,
    };
    const reply: NewDelivery[] = news
      ? [
          {
            ...address,
            id: newId("delivery", now.getTime()),
            revision: newsRevision,
            kind: notice,
            mode: canThread ? "reply" : "post",
            delayMs: 0,
            message: news,
          },
        ]
      : [];
    return canEdit ? [edit, ...reply] : reply;
  });
  await tx.addDeliveries(deliveries);
}

const updateAddressOf = (
  { destinationId, channelKind, channel, status }: NotifiedDestination,
  { sendsAlerts }: RoutingTable,
) => ({
  destinationId,
  channelKind,
  channel,
  status: status === "PREVIEW" || !sendsAlerts ? ("PREVIEW" as const) : ("PENDING" as const),
});

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
    return { destinationId: null, channelKind: CHANNEL_KINDS[0], channel: "", status: "PREVIEW", error } as const;
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
