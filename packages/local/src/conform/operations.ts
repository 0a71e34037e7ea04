import { admit } from "@millrace/core/admission";
import { cronTicks, formatLocal, parseLocal } from "@millrace/core/cron";
import { freshness } from "@millrace/core/freshness";
import { PartitionMapping, PartitionsSpec } from "@millrace/core/manifest";
import {
  mapPartitions,
  parsePartitions,
  partitionKeys,
  partitionSet,
  partitionWindow,
} from "@millrace/core/partitions";
import { retryDelay } from "@millrace/core/retry";
import { dueTicks } from "@millrace/core/schedules";
import { selectAssets } from "@millrace/core/selection";
import { z } from "zod";
import { EvaluateAutomation, requestsOf } from "./evaluate-automation";
import { PlanBackfill, plannedBackfill } from "./plan-backfill";

type Fields = Readonly<Record<string, unknown>>;

/** Missing and null fields mean the same. */
const operation = <I extends z.ZodType>(input: I, run: (input: z.infer<I>) => unknown) => ({
  run: (given: Fields): unknown => run(input.parse(withoutNulls(given))),
});

function withoutNulls(fields: object): Fields {
  const present = Object.entries(fields).filter(([, field]) => field !== null);
  return Object.fromEntries(present.map(([name, field]) => [name, cleaned(field)]));
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === "object" && value !== null ? withoutNulls(value) : value;
}

const optional = <T, R>(value: T | undefined, read: (value: T) => R): R | undefined =>
  value === undefined ? undefined : read(value);

const Now = z.string().or(z.number());
const Text = z.coerce.string();
const Tags = z.record(z.string(), Text).default({});

const CronTicks = z.object({
  cron: z.string().or(z.array(z.string())),
  timeZone: z.string().default("UTC"),
  start: z.string(),
  count: z.int().min(0).max(1_000_000),
  reverse: z.boolean().default(false),
});

function ticksOf({ cron, timeZone, start, count, reverse }: z.infer<typeof CronTicks>): string[] {
  const ticks = cronTicks({ crons: cron, timeZone }, parseLocal(start, timeZone), { reverse });
  const found = [formatLocal(ticks.next().value as number, timeZone)];
  while (found.length < count) found.push(formatLocal(ticks.next().value as number, timeZone));
  return found.slice(0, count);
}

const MapPartitions = z.object({
  downstream: PartitionsSpec,
  upstream: PartitionsSpec,
  mapping: PartitionMapping.optional(),
  startOffset: z.int().optional(),
  endOffset: z.int().optional(),
  keys: z.array(z.string()),
  direction: z.enum(["upstream", "downstream"]),
  now: Now,
});

function mappedKeys({ startOffset, endOffset, now, ...input }: z.infer<typeof MapPartitions>): string[] {
  const hasOffsets = Boolean(startOffset || endOffset);
  const shifted = { kind: "timeWindow", startOffset: startOffset ?? 0, endOffset: endOffset ?? 0 } as const;
  const assets = {
    mapping: input.mapping ?? (hasOffsets ? shifted : undefined),
    upstream: partitionSet(input.upstream, { now }),
    downstream: partitionSet(input.downstream, { now }),
  };
  return mapPartitions(assets, input.keys, input.direction);
}

const DueTicks = z.object({
  cron: z.string().or(z.array(z.string())),
  timeZone: z.string().default("UTC"),
  catchUp: z.enum(["none", "latest", "all"]).optional(),
  partitioned: z.boolean().optional(),
  runningSince: z.string(),
  lastTickAt: z.string().optional(),
  now: z.string(),
});

function dueTickTimes({ cron, timeZone, catchUp, partitioned, ...times }: z.infer<typeof DueTicks>) {
  const instant = (text: string): number => parseLocal(text, timeZone);
  const progress = { runningSince: instant(times.runningSince), lastTickAt: optional(times.lastTickAt, instant) };
  const { launch, missed } = dueTicks({ crons: cron, timeZone, catchUp, partitioned }, progress, instant(times.now));
  const texts = (ticks: readonly number[]): string[] => ticks.map((tick) => formatLocal(tick, timeZone));
  return { launch: texts(launch), missed: texts(missed) };
}

const FreshnessCase = z.object({
  policy: z.union([
    z.object({ failAfterSeconds: z.number(), warnAfterSeconds: z.number().optional() }),
    z.object({ deadline: z.string(), lowerBoundSeconds: z.number(), timeZone: z.string().default("UTC") }),
  ]),
  activeSince: z.string(),
  lastMaterializedAt: z.string().optional(),
  now: z.string(),
});

function freshnessState({ policy, activeSince, lastMaterializedAt, now }: z.infer<typeof FreshnessCase>) {
  const zone = "deadline" in policy ? policy.timeZone : "UTC";
  const instant = (text: string): number => parseLocal(text, zone);
  const inMilliseconds =
    "deadline" in policy
      ? { ...policy, lowerBoundMs: policy.lowerBoundSeconds * 1_000 }
      : {
          failAfterMs: policy.failAfterSeconds * 1_000,
          warnAfterMs: optional(policy.warnAfterSeconds, (it) => it * 1_000),
        };
  const facts = { activeSince: instant(activeSince), lastMaterializedAt: optional(lastMaterializedAt, instant) };
  return freshness(inMilliseconds, facts, instant(now)).state;
}

const Admit = z.object({
  maxConcurrentRuns: z.int().default(-1),
  tagLimits: z
    .array(
      z.object({
        key: z.string(),
        value: Text.optional(),
        limit: z.int(),
        applyLimitPerUniqueValue: z.boolean().optional(),
      }),
    )
    .default([]),
  inProgress: z.array(z.object({ tags: Tags })).default([]),
  queued: z.array(z.object({ id: z.string().or(z.number()), tags: Tags })),
});

function admittedIds({ maxConcurrentRuns, tagLimits, inProgress, queued }: z.infer<typeof Admit>): unknown[] {
  const deploymentId = "deployment";
  const { admitted } = admit({
    organizations: [{ id: "organization", concurrentRunsMax: -1 }],
    deployments: [
      { id: deploymentId, organizationId: "organization", concurrentRunsMax: maxConcurrentRuns, tagLimits },
    ],
    inProgress: inProgress.map(({ tags }, index) => ({ id: `in-progress-${index}`, deploymentId, tags })),
    queued: queued.map(({ tags }, index) => ({ id: String(index), deploymentId, tags })),
  });
  return admitted.map(({ id }) => queued[Number(id)]?.id);
}

/** Operations of the conformance runner: a schema for the input, and a function of `@millrace/core`. */
export const OPERATIONS: Readonly<Record<string, { run(given: Fields): unknown }>> = {
  cronTicks: operation(CronTicks, ticksOf),
  partitionKeys: operation(z.object({ partitions: PartitionsSpec, now: Now }), ({ partitions, now }) => [
    ...partitionKeys(partitionSet(partitions, { now })),
  ]),
  hasPartitionKey: operation(
    z.object({ partitions: PartitionsSpec, now: Now, key: z.string() }),
    ({ partitions, now, key }) => partitionSet(partitions, { now }).indexOf(key) >= 0,
  ),
  partitionWindow: operation(z.object({ partitions: PartitionsSpec, key: z.string() }), ({ partitions, key }) => {
    const { start, end, timeZone } = partitionWindow(partitions, key);
    return { start: formatLocal(start, timeZone), end: formatLocal(end, timeZone) };
  }),
  mapPartitions: operation(MapPartitions, mappedKeys),
  parsePartitions: operation(z.object({ text: z.string(), keys: z.array(z.string()) }), ({ text, keys }) => {
    const given = [...new Set(keys)];
    return parsePartitions(text, partitionSet({ kind: "dynamic", name: "given" }, { now: 0, dynamicKeys: { given } }));
  }),
  selectAssets: operation(
    z.object({
      expression: z.string(),
      assets: z.array(
        z.object({
          key: z.string(),
          deps: z.array(z.string()).optional(),
          tags: z.record(z.string(), Text).optional(),
          owners: z.array(z.string()).optional(),
          group: z.string().optional(),
          kinds: z.array(z.string()).optional(),
          codeLocation: z.string().optional(),
        }),
      ),
    }),
    ({ expression, assets }) => selectAssets(expression, assets),
  ),
  retryDelay: operation(
    z.object({
      policy: z.object({
        delay: z.number().optional(),
        backoff: z.enum(["linear", "exponential"]).optional(),
        jitter: z.enum(["full", "plus-minus"]).optional(),
      }),
      attempt: z.int(),
      random: z.number().default(0.5),
    }),
    ({ policy, attempt, random }) => retryDelay(policy, attempt, random),
  ),
  admit: operation(Admit, admittedIds),
  evaluateAutomation: operation(EvaluateAutomation, requestsOf),
  planBackfill: {
    /** A null target is an unpartitioned asset. */
    run: (given) => plannedBackfill(PlanBackfill.parse({ ...withoutNulls(given), targets: given.targets })),
  },
  dueTicks: operation(DueTicks, dueTickTimes),
  freshness: operation(FreshnessCase, freshnessState),
};
