type LimitInTheWay = { kind: string; name: string; used: number | null; limit: number };

const KIND_WORDS: Record<string, string> = {
  capacity: "Places of all workers",
  organization: "Quota of the organization",
  deployment: "Limit of the deployment",
  location: "Limit of the code location",
  job: "Limit of the job",
  tag: "Limit of the tag",
  pool: "Pool",
};

/** What a limit is, in words, with its name where the kind alone does not say it. */
export function limitWords({ kind, name }: LimitInTheWay): string {
  const words = KIND_WORDS[kind] ?? kind;
  return kind === "capacity" || kind === "organization" || kind === "deployment" ? words : `${words} ${name}`;
}

/** How much of a limit is in use, in words. */
export function limitUseWords({ used, limit }: LimitInTheWay): string {
  if (used === null) return "could not be counted";
  return limit === 0 ? "paused" : `${used} of ${limit} in use`;
}
