"use client";
import { renderEmail, renderSlack, webhookPayload } from "@millrace/core/alerts";
import { Badge, StatusBadge, Time } from "@millrace/ui";
import type { Outputs } from "@/lib/trpc";
import { BlockKit } from "./block-kit";

type Delivery = Outputs["delivery"]["get"];

/** A notification with its destination and the response. */
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
      <MessagePreview delivery={delivery} />
    </article>
  );
}

/** The message as its channel renders it. */
function MessagePreview({ delivery }: { delivery: Delivery }) {
  switch (delivery.channelKind) {
    case "slack":
      return <BlockKit message={renderSlack(delivery.message, delivery.revision)} />;
    case "email": {
      const { subject, text } = renderEmail(delivery.message);
      return <PlainPreview text={`${subject}\n\n${text}`} />;
    }
    case "webhook":
      return <PlainPreview text={JSON.stringify(webhookPayload(delivery), null, 2)} />;
  }
}

const PlainPreview = ({ text }: { text: string }) => (
  <pre className="overflow-x-auto whitespace-pre-wrap break-words rounded-md border bg-surface p-3 font-mono text-xs">
    {text}
  </pre>
);
