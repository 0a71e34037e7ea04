/** Parts of the bench that can be measured alone, in the order in which they are. */
export const PARTS = [
  "cold",
  "warm",
  "steps",
  "throughput",
  "load",
  "values",
  "queue",
  "events",
  "partitions",
  "authoring",
  "dev",
] as const;
export type Part = (typeof PARTS)[number];

/** Reads `--only cold,steps`; all parts without it. */
export function wantedParts(args: readonly string[]): ReadonlySet<Part> {
  const at = args.indexOf("--only");
  if (at === -1) return new Set(PARTS);
  const wanted = (args[at + 1] ?? "").split(",");
  const unknown = wanted.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`--only takes some of ${PARTS.join(", ")}; not "${unknown.join(", ")}"`);
  return new Set(wanted as Part[]);
}
