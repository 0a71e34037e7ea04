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
  "recovery",
  "soak",
] as const;
export type Part = (typeof PARTS)[number];
