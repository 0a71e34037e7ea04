import type { z } from "zod";
import type { AlertSettings as AlertSettingsSchema } from "../manifest/manifest";

export const ALERTS_AFTER_TAG = "millrace/alerts_after";
export const ALERTS_DISABLED_TAG = "millrace/alerts_disabled";

type AlertSettings = z.infer<typeof AlertSettingsSchema>;

export type AlertSources = {
  readonly runTags: Readonly<Record<string, string>>;
  readonly job: AlertSettings | undefined;
  /** Settings of the asset or op that failed. */
  readonly step: AlertSettings | undefined;
};

/** How many failures in a row cause a notification: the run's tag, else the job's or asset's `after`, else the policy. */
export function alertThreshold(sources: AlertSources, policyThreshold: number): number {
  return fromTag(sources.runTags[ALERTS_AFTER_TAG]) ?? sources.job?.after ?? sources.step?.after ?? policyThreshold;
}

/** Why the alert is muted, or null. A tag mutes by `true`, `1` and `yes` only: `false` doesn't mute. */
export function muteReason(sources: AlertSources): string | null {
  const tag = sources.runTags[ALERTS_DISABLED_TAG]?.trim().toLowerCase();
  if (tag && ["true", "1", "yes"].includes(tag)) return `Muted by run tag ${ALERTS_DISABLED_TAG}=${tag}`;
  if (sources.job?.disabled) return "Muted in code by the job (alerts: { disabled: true })";
  if (sources.step?.disabled) return "Muted in code by the asset or op (alerts: { disabled: true })";
  return null;
}

function fromTag(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,6}$/.test(text.trim())) return undefined;
  const count = Number(text);
  return count >= 1 ? count : undefined;
}
