import type { AlertMessage } from "./message/alert-message";
import type { ChannelKind } from "./records";

export const DELIVERY_STATUSES = ["PENDING", "SENDING", "SENT", "PREVIEW", "UNDELIVERED"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** A message of its own, a rewrite of an incident's first message, or a reply to it. */
export type DeliveryMode = "post" | "edit" | "reply";

export type NewDelivery = {
  readonly id: string;
  readonly incidentId: string | null;
  readonly destinationId: string | null;
  readonly channelKind: ChannelKind;
  readonly channel: string;
  readonly revision: number;
  readonly kind: string;
  readonly mode: DeliveryMode;
  readonly status: Extract<DeliveryStatus, "PENDING" | "PREVIEW">;
  /** Milliseconds from now, by the clock of the database, until it is due. */
  readonly delayMs: number;
  readonly message: AlertMessage;
  readonly error?: string | null;
};

/** The record of sending one notification to one destination. */
export type Delivery = Omit<NewDelivery, "status" | "delayMs"> & {
  readonly orgId: string;
  readonly status: DeliveryStatus;
  readonly notBefore: Date;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly error: string | null;
};

/** A delivery that this process has taken; `ageMs` is its age by the clock of the database. */
export type ClaimedDelivery = Delivery & { readonly ageMs: number };

/** A delivery as the dashboard lists it. */
export type DeliveryRow = Omit<Delivery, "orgId"> & {
  readonly ts: string | null;
  readonly sentAt: Date | null;
  readonly response: unknown;
  readonly incident: { readonly subject: string; readonly subjectKind: string; readonly deploymentId: string } | null;
};

/** Where a channel keeps an incident's first message. */
export type Thread = { readonly ts: string; readonly channelId: string };

/** A destination that has an incident's first message, with the status of its newest one. */
export type NotifiedDestination = Pick<Delivery, "channelKind" | "channel" | "destinationId" | "status">;
