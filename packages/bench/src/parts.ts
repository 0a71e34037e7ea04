/** Parts of the benchmark that can be measured separately, in the order of measurement. */
export const PARTS = [
  "cold",
  "warm",
  "steps",
  "throughput",
  "neighbor",
  "load",
  "values",
  "queue",
  "events",
  "partitions",
  "tenancy",
  "authoring",
  "automation",
  "dev",
  "recovery",
  "soak",
] as const;
export type Part = (typeof PARTS)[number];
