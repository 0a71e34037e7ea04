"use client";
import type { AlertMessage } from "@millrace/core/alerts";
import { Badge, StatusBadge, Time } from "@millrace/ui";
import { BlockKit } from "./block-kit";

type Delivery = {
  id: string;
  status: string;
  channelKind: string;
  channel: string;
  kind: string;
  createdAt: Date;
  sentAt: Date | null;
  attempts: number;
  error: string | null;
  message: unknown;
};

/** What was sent, where, and what the other side said. */
export function DeliveryPreview({ delivery }: { delivery: Delivery }) {
  return (
    <article>
      <header className="flex flex-wrap items-center gap-2 pb-1.5 text-xs">
        <StatusBadge status={delivery.status} />
        <Badge>{delivery.kind}</Badge>
        <span className="font-mono">{delivery.channel || "No destination"}</span>
        <Time className="ml-auto text-subtle" value={delivery.sentAt ?? delivery.createdAt} />
      </header>
      {delivery.error && <p className="pb-1.5 text-warning-text text-xs">{delivery.error}</p>}
      <BlockKit message={delivery.message as AlertMessage} />
    </article>
  );
}
