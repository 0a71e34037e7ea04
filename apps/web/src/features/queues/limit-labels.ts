type BlockingLimit = { kind: string; name: string; used: number | null; limit: number };

const KIND_LABELS: Record<string, string> = {
  capacity: "Worker capacity",
  organization: "Organization quota",
  deployment: "Deployment limit",
  location: "Code location limit",
  job: "Job limit",
  tag: "Tag limit",
  pool: "Pool",
};

/** A limit's label, including its name where the kind is not enough. */
export function limitLabel({ kind, name }: BlockingLimit): string {
  const words = KIND_LABELS[kind] ?? kind;
  return kind === "capacity" || kind === "organization" || kind === "deployment" ? words : `${words} ${name}`;
}

/** A limit's usage as text. */
export function limitUsageLabel({ used, limit }: BlockingLimit): string {
  if (used === null) return "Usage unavailable";
  return limit === 0 ? "paused" : `${used} of ${limit} in use`;
}
