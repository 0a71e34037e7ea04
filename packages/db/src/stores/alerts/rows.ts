import type {
  AlertPolicy,
  ChannelKind,
  Delivery,
  DeliveryMode,
  DeliveryRow,
  DeliveryStatus,
  Destination,
  DestinationHealth,
  FailureContext,
  Incident,
  IncidentKind,
  IncidentState,
  PolicySelector,
  Severity,
  Silence,
  SilenceScope,
  SubjectKind,
} from "@millrace/core/alerts";
import { readAlertMessage } from "@millrace/core/alerts";
import type {
  Destination as DestinationRow,
  Incident as IncidentRow,
  AlertPolicy as PolicyRow,
  Prisma,
  Silence as SilenceRow,
  Delivery as StoredDelivery,
} from "../../generated/client";

// Columns of text and JSON hold what these stores wrote; their types are given back here and nowhere else.

/** Returns an incident without the columns that only the stores use. */
export const toIncident = ({ orgId: _, revision: __, updatedAt: ___, ...row }: IncidentRow): Incident => ({
  ...row,
  state: row.state as IncidentState,
  severity: row.severity as Severity,
  subjectKind: row.subjectKind as SubjectKind,
  kind: row.kind as IncidentKind,
  evidence: row.evidence as FailureContext | null,
});

export const toPolicy = ({ orgId: _, updatedAt: __, updatedBy: ___, ...row }: PolicyRow): AlertPolicy => ({
  ...row,
  kind: row.kind as IncidentKind,
  severity: row.severity as Severity | null,
  selector: row.selector as PolicySelector | null,
  destinations: row.destinations as string[] | null,
});

export const toSilence = ({ orgId: _, ...row }: SilenceRow): Silence => ({ ...row, scope: row.scope as SilenceScope });

export const toDestination = <T extends Pick<DestinationRow, "kind" | "severity">>(
  row: T,
): Omit<T, "kind" | "severity"> & Pick<Destination, "kind" | "severity"> => ({
  ...row,
  kind: row.kind as ChannelKind,
  severity: row.severity as Severity | null,
});

export const toHealth = <T extends Pick<DestinationRow, "health">>(
  row: T,
): Omit<T, "health"> & Pick<DestinationHealth, "health"> => ({ ...row, health: row.health as "ok" | "failing" });

export const toDelivery = (row: StoredDelivery): Delivery => ({
  ...row,
  channelKind: row.channelKind as ChannelKind,
  mode: row.mode as DeliveryMode,
  status: row.status as DeliveryStatus,
  message: readAlertMessage(row.message),
});

export const DELIVERY_INCIDENT = {
  incident: { select: { subject: true, subjectKind: true, deploymentId: true } },
} as const satisfies Prisma.DeliveryInclude;

export const toDeliveryRow = ({
  orgId: _,
  ...row
}: Prisma.DeliveryGetPayload<{ include: typeof DELIVERY_INCIDENT }>): DeliveryRow => ({
  ...row,
  channelKind: row.channelKind as ChannelKind,
  mode: row.mode as DeliveryMode,
  status: row.status as DeliveryStatus,
  message: readAlertMessage(row.message),
  response: row.response,
});
