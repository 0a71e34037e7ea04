import type { Delivery } from "../deliveries";
import { renderEmail } from "./email/render-email";
import { headline } from "./sentences";

/** Returns the body of a webhook: the incident as data, and the same as text. */
export const webhookPayload = (delivery: Omit<Delivery, "orgId">): Readonly<Record<string, unknown>> => ({
  type: delivery.message.type === "incident" ? `incident.${delivery.kind}` : delivery.message.type,
  timestamp: delivery.createdAt.toISOString(),
  data: {
    deliveryId: delivery.id,
    incidentId: delivery.incidentId,
    revision: delivery.revision,
    text: headline(delivery.message),
    details: renderEmail(delivery.message).text,
    ...(delivery.message.type === "incident"
      ? { incident: delivery.message.incident, because: delivery.message.because, note: delivery.message.note }
      : {}),
  },
});
