import type { AlertMessage, IncidentMessage, IncidentSummary } from "../alert-message";
import { plainLine, utcText } from "../plain-text";
import { alsoNotifiedText, consecutiveFailures, errorText, headline } from "../sentences";
import type { EmailPart } from "./email-part";
import { toHtml } from "./html";

const SUBJECT_CHARS = 150;

export type Email = { readonly subject: string; readonly text: string; readonly html: string };

/** Renders a message as an email. Every email is complete, because nothing in an inbox is rewritten. */
export function renderEmail(message: AlertMessage): Email {
  const parts = partsOf(message);
  return { subject: plainLine(headline(message), SUBJECT_CHARS), text: toText(parts), html: toHtml(parts) };
}

function partsOf(message: AlertMessage): readonly EmailPart[] {
  const first: EmailPart = { kind: "paragraph", text: headline(message) };
  switch (message.type) {
    case "text":
      return [first];
    case "test":
      return [first, { kind: "links", links: [["View destinations", message.url]] }];
    case "incident":
      return [first, ...incidentParts(message)];
  }
}

function incidentParts({ incident }: IncidentMessage): readonly EmailPart[] {
  const error = errorText(incident);
  const links = [
    ...(incident.runUrl ? [["View run", incident.runUrl] as const] : []),
    ["View incident", incident.url] as const,
  ];
  return [
    ...(error && !incident.resolvedAt ? [{ kind: "code", text: error } as const] : []),
    ...(incident.steps.length > 1 ? [stepsPart(incident)] : []),
    { kind: "facts", facts: factsOf(incident) },
    { kind: "links", links },
  ];
}

function stepsPart({ steps, moreSteps }: IncidentSummary): EmailPart {
  const items = steps.map(({ key, error }) => (error === null ? key : `${key}: ${error}`));
  return { kind: "list", label: "Failed steps", items: moreSteps > 0 ? [...items, `and ${moreSteps} more`] : items };
}

function factsOf(incident: IncidentSummary): readonly (readonly [string, string])[] {
  const alsoNotified = alsoNotifiedText(incident)?.replace("Also notified: ", "");
  return [
    ["Since", `${utcText(incident.openedAt)} (${consecutiveFailures(incident)})`],
    ...(incident.steps[0] ? [["Failed step", incident.steps[0].key] as const] : []),
    ["Last success", incident.lastSuccessAt ? utcText(incident.lastSuccessAt) : "never"],
    ["Owner", incident.owner],
    ...(alsoNotified ? [["Also notified", alsoNotified] as const] : []),
    ...(incident.commit ? [["Commit", incident.commit.slice(0, 12)] as const] : []),
    ...(incident.tags.length > 0 ? [["Tags", incident.tags.join(", ")] as const] : []),
    ...incident.warnings.map((warning) => ["Note", warning] as const),
  ];
}

function toText(parts: readonly EmailPart[]): string {
  return parts.map(textOf).join("\n\n");
}

function textOf(part: EmailPart): string {
  switch (part.kind) {
    case "paragraph":
    case "code":
      return part.text;
    case "facts":
      return part.facts.map(([label, value]) => `${label}: ${value}`).join("\n");
    case "list":
      return [`${part.label}:`, ...part.items.map((item) => `- ${item}`)].join("\n");
    case "links":
      return part.links.map(([label, url]) => `${label}: ${url}`).join("\n");
  }
}
