import fc from "fast-check";
import { partitionSet } from "../partitions/create-partition-set";
import type { PartitionsSpec } from "../partitions/spec";
import type { ConditionSpec } from "./condition/condition";
import type { AssetFacts, AssetUpdate } from "./facts";
import type { AutomationAsset } from "./graph/asset-node";
import type { StoredSubset } from "./memory";

const MINUTE_MS = 60_000;
const START = Date.parse("2026-03-28T20:00Z");

type Happening = {
  readonly kind: "materialized" | "started" | "failed" | "passed" | "checkFailed";
  /** Which asset and which of its partitions, as shares of their number. */
  readonly asset: number;
  readonly partition: number;
  readonly withDownstream: boolean;
};
type Step = { readonly minutes: number; readonly happenings: readonly Happening[] };
export type History = { readonly assets: readonly AutomationAsset[]; readonly steps: readonly Step[] };

const crons = fc.constantFrom("0 * * * *", "*/20 * * * *", "30 1 * * *");
const OPERANDS = [
  "missing",
  "newlyUpdated",
  "newlyRequested",
  "willBeRequested",
  "inProgress",
  "executionFailed",
  "initialEvaluation",
  "codeVersionChanged",
  "dataVersionChanged",
  "newlyMissing",
  "anyDepsUpdated",
  "anyDepsMissing",
  "anyDepsInProgress",
  "allDepsBlockingChecksPassed",
  "anyDownstreamConditions",
  "eager",
  "onMissing",
] as const;

const conditionsOver = (keys: readonly string[]): fc.Arbitrary<ConditionSpec> =>
  fc.letrec<{ condition: ConditionSpec }>((tie) => {
    const of = tie("condition");
    return {
      condition: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(...OPERANDS).map((op): ConditionSpec => ({ op })),
        fc.record({ op: fc.constantFrom("cronTickPassed", "onCron", "allDepsUpdatedSinceCron"), cron: crons }),
        fc.record({
          op: fc.constant("inLatestTimeWindow"),
          lookbackSeconds: fc.constantFrom(undefined, 7_200, 172_800),
        }),
        fc.record({ op: fc.constantFrom("and", "or"), of: fc.array(of, { minLength: 1, maxLength: 3 }) }),
        fc.record({ op: fc.constantFrom("not", "newlyTrue", "sinceLastHandled"), of }) as fc.Arbitrary<ConditionSpec>,
        fc.record({ op: fc.constant("since"), of, reset: of }),
        fc.record({ op: fc.constantFrom("anyDeps", "allDeps"), of }),
        fc.record({
          op: fc.constant("anyChecks"),
          of: fc.constantFrom<ConditionSpec>({ op: "checkFailed" }, { op: "missing" }),
        }),
        fc.record({ op: fc.constant("assetMatches"), asset: fc.constantFrom(...keys), of }),
      ) as fc.Arbitrary<ConditionSpec>,
    };
  }).condition;

const partitions: fc.Arbitrary<PartitionsSpec | undefined> = fc.constantFrom<(PartitionsSpec | undefined)[]>(
  undefined,
  { kind: "static", keys: ["a", "b", "c"] },
  { kind: "hourly", start: "2026-03-28-18:00", timeZone: "Europe/London" },
  { kind: "daily", start: "2026-03-26", timeZone: "Europe/London" },
  {
    kind: "multi",
    dimensions: { hour: { kind: "hourly", start: "2026-03-28-18:00" }, region: { kind: "static", keys: ["x", "y"] } },
  },
);

const assets = fc.integer({ min: 2, max: 5 }).chain((count) => {
  const keys = Array.from({ length: count }, (_, index) => `a${index}`);
  return fc.tuple(
    ...keys.map((key, index) =>
      fc.record({
        key: fc.constant(key),
        deps: fc.subarray(keys.slice(0, index)).map((upstream) => upstream.map((asset) => ({ asset }))),
        partitions,
        condition: fc.option(conditionsOver(keys), { nil: undefined, freq: 5 }),
        checks: fc.constantFrom([], [{ name: "ok", blocking: true }]),
      }),
    ),
  );
});

const share = fc.double({ min: 0, max: 0.999, noNaN: true });
const steps = fc.array(
  fc.record({
    minutes: fc.constantFrom(1, 7, 30, 61, 300),
    happenings: fc.array(
      fc.record({
        kind: fc.constantFrom("materialized", "materialized", "started", "failed", "passed", "checkFailed"),
        asset: share,
        partition: share,
        withDownstream: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  }),
  { minLength: 3, maxLength: 10 },
);

/** Assets with conditions and dependencies, and what happens to them between evaluations, over a change of clocks. */
export const histories: fc.Arbitrary<History> = fc.record({ assets, steps }) as fc.Arbitrary<History>;

export type Moment = {
  readonly now: number;
  readonly facts: (key: string) => AssetFacts;
  /** The assets to which something happened since the moment before. */
  readonly changed: readonly string[];
};

type AssetState = Record<"materialized" | "inProgress" | "failed" | "passed" | "checkFailed", Set<string>>;

/** Plays a history, and returns what is known at each evaluation. */
export function momentsOf({ assets: all, steps: played }: History): Moment[] {
  const states = new Map<string, AssetState>();
  let now = START;
  return played.map(({ minutes, happenings }) => {
    const updates = new Map<string, AssetUpdate[]>();
    for (const [index, happening] of happenings.entries()) {
      const asset = all[Math.floor(happening.asset * all.length)] as AutomationAsset;
      const set = asset.partitions && partitionSet(asset.partitions, { now });
      const partition = set ? set.keyAt(Math.floor(happening.partition * set.size)) : undefined;
      const state = states.get(asset.key) ?? emptyState();
      states.set(asset.key, state);
      apply(state, happening.kind, partition ?? "");
      if (happening.kind !== "materialized") continue;
      const targets = happening.withDownstream ? all.map(({ key }) => key) : [asset.key];
      const at = now + (index + 1) * 10_000;
      updates.set(asset.key, [
        ...(updates.get(asset.key) ?? []),
        { partition, at, targets, isNewDataVersion: index > 0 },
      ]);
    }
    now += minutes * MINUTE_MS;
    const known = new Map(all.map(({ key }) => [key, factsOf(states.get(key), updates.get(key))]));
    const changed = [
      ...new Set(happenings.map(({ asset }) => (all[Math.floor(asset * all.length)] as AutomationAsset).key)),
    ];
    return { now, facts: (key) => known.get(key) ?? {}, changed };
  });
}

const emptyState = (): AssetState => ({
  materialized: new Set(),
  inProgress: new Set(),
  failed: new Set(),
  passed: new Set(),
  checkFailed: new Set(),
});

function apply(state: AssetState, kind: Happening["kind"], partition: string): void {
  switch (kind) {
    case "started":
      state.inProgress.add(partition);
      break;
    case "passed":
    case "checkFailed":
      state.passed.delete(partition);
      state.checkFailed.delete(partition);
      state[kind].add(partition);
      break;
    default:
      for (const status of ["inProgress", "failed"] as const) state[status].delete(partition);
      state[kind].add(partition);
  }
}

function factsOf(state = emptyState(), updates: readonly AssetUpdate[] = []): AssetFacts {
  const { materialized, inProgress, failed, passed, checkFailed } = state;
  return {
    materialized: stored(materialized),
    inProgress: stored(inProgress),
    failed: stored(failed),
    updates,
    checks: { ok: { passed: stored(passed), failed: stored(checkFailed) } },
  };
}

function stored(keys: ReadonlySet<string>): StoredSubset {
  return keys.has("") ? true : [...keys].map((key) => ({ from: key, to: key }));
}
