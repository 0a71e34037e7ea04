import type { Incident, Silence } from "@millrace/core/alerts";

/** The silence that covers an incident now, if any. */
export function silenceOf(incident: Incident, silences: readonly Silence[], now: Date): Silence | undefined {
  return silences.find((silence) => isActive(silence, now) && covers(silence, incident));
}

export const isActive = (silence: Silence, now: Date): boolean => silence.endedAt === null && silence.until > now;

function covers(silence: Silence, incident: Incident): boolean {
  if (silence.deploymentId !== null && silence.deploymentId !== incident.deploymentId) return false;
  switch (silence.scope) {
    case "incident":
      return silence.target === incident.id;
    case "subject":
      return silence.target === `${incident.subjectKind}:${incident.subject}`;
    case "owner":
      return silence.target === incident.owner;
    case "policy":
      return silence.target === incident.policyId;
    case "deployment":
      return silence.target === incident.deploymentId;
  }
}

export const silenceText = (silence: Silence): string =>
  `Silenced until ${silence.until.toISOString()}: ${silence.reason}`;
