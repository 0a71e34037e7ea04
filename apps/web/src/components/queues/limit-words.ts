type LimitInTheWay = { kind: string; name: string; used: number | null; limit: number };

const KIND_WORDS: Record<string, string> = {
  capacity: "Worker capacity",
  organization: "Organization quota",
  deployment: "Deployment limit",
  location: "Code location limit",
  job: "Job limit",
  tag: "Tag limit",
  pool: "Pool",
};

/** What a limit is, in words, with its name where the kind alone does not say it. */
export function limitWords({ kind, name }: LimitInTheWay): string {
  const words = KIND_WORDS[kind] ?? kind;
  return kind === "capacity" || kind === "organization" || kind === "deployment" ? words : `${words} ${name}`;
}

/** How much of a limit is in use, in words. */
export function limitUseWords({ used, limit }: LimitInTheWay): string {
  if (used === null) return "Usage unavailable";
  return limit === 0 ? "paused" : `${used} of ${limit} in use`;
}
