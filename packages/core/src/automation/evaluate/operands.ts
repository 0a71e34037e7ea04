import { defaultMapping, isSameDefinition } from "../../partitions/default-mapping";
import { type Interval, intervalsOf, union, within, without } from "../../partitions/intervals";
import type { PartitionSet } from "../../partitions/partition-set";
import { productIntervals } from "../../partitions/ranges";
import type { Operand } from "../condition/condition";
import type { AssetUpdate } from "../facts";
import { type AssetView, NONE, readSubset } from "./asset-view";
import type { Outcome, Scope } from "./scope";
import type { Subset, Timing } from "./timing";

type OperandName = Operand["op"];
type Of<O extends OperandName> = Operand & { readonly op: O };

/** Where each operand holds. Results can go beyond the candidates. The operators around them cut that off. */
const OPERANDS: { readonly [O in OperandName]: (scope: Scope, operand: Of<O>) => Outcome } = {
  missing: (scope) => ({ holds: without(scope.candidates, existing(scope)) }),
  inProgress: ({ asset }) => ({ holds: readSubset(asset, asset.facts.inProgress) }),
  executionFailed: ({ asset }) => ({ holds: readSubset(asset, asset.facts.failed) }),
  newlyUpdated,
  newlyRequested,
  willBeRequested,
  initialEvaluation: ({ isInitial, candidates }) => ({ holds: isInitial ? candidates : NONE }),
  codeVersionChanged,
  dataVersionChanged: ({ root, asset }) => ({
    holds:
      root.memory.evaluatedAt === undefined
        ? NONE
        : partitionsOf(asset, asset.facts.updates, (it) => it.isNewDataVersion),
  }),
  cronTickPassed,
  inLatestTimeWindow: ({ asset }, { lookbackSeconds }) => ({ holds: latestWindow(asset, lookbackSeconds) }),
  freshness: ({ asset }, { state }) => ({
    holds: asset.facts.freshness === state.toUpperCase() ? asset.full : NONE,
  }),
  checkPassed: (scope) => ({ holds: checkSubset(scope, "passed") }),
  checkFailed: (scope) => ({ holds: checkSubset(scope, "failed") }),
  executedWithTags: ({ asset }, { tags }) => ({
    holds: partitionsOf(asset, latestUpdates(asset), (update) =>
      Object.entries(tags).every(([key, value]) => {
        const own = update.tags?.[key];
        return own !== undefined && (value === "" || own === value);
      }),
    ),
  }),
  executedWithRootTarget: ({ asset, root }) => ({
    holds:
      asset === root.asset
        ? NONE
        : partitionsOf(asset, latestUpdates(asset), (update) => update.targets?.includes(root.asset.node.key)),
  }),
};

/** Operands that are true in one evaluation only, or depend on the updates since the last one. */
const PULSES: ReadonlySet<Operand["op"]> = new Set([
  "newlyUpdated",
  "newlyRequested",
  "willBeRequested",
  "initialEvaluation",
  "codeVersionChanged",
  "dataVersionChanged",
  "cronTickPassed",
  "executedWithTags",
  "executedWithRootTarget",
]);

/** Evaluates an operand. */
export function evaluateOperand(operand: Operand, scope: Scope): Outcome {
  const evaluate = OPERANDS[operand.op] as (scope: Scope, operand: Operand) => Outcome;
  const outcome = evaluate(scope, operand);
  if (outcome.holds.length > 0 && PULSES.has(operand.op)) scope.root.memory.unsettle();
  return outcome;
}

function existing(scope: Scope): Subset {
  const { asset, check } = scope;
  if (check === undefined) return readSubset(asset, asset.facts.materialized);
  return union(checkSubset(scope, "passed"), checkSubset(scope, "failed"));
}

const checkSubset = ({ asset, check }: Scope, status: "passed" | "failed"): Subset =>
  check === undefined ? NONE : readSubset(asset, asset.facts.checks?.[check]?.[status]);

function newlyUpdated({ root: { memory }, asset }: Scope): Outcome {
  const { updates = [] } = asset.facts;
  if (memory.evaluatedAt === undefined || updates.length === 0) return { holds: NONE };
  const instants = new Map<number, number>();
  for (const update of updates) {
    const index = indexOf(asset, update);
    if (index >= 0) instants.set(index, update.at);
  }
  const timing: Timing = Array.from(instants, ([index, at]) => ({ at, subset: [[index, index]] }));
  return { holds: intervalsOf(instants.keys()), timing };
}

function newlyRequested({ root: { pass, memory }, asset }: Scope): Outcome {
  const holds = pass.requestedBefore(asset);
  if (holds.length === 0 || memory.evaluatedAt === undefined) return { holds };
  return { holds, timing: [{ at: memory.evaluatedAt, subset: holds }] };
}

function willBeRequested({ root, asset }: Scope): Outcome {
  const requested = root.pass.requested(asset);
  return { holds: requested.length > 0 && canRunTogether(root.asset, asset) ? requested : NONE };
}

/** One run has assets of one code location with the same partitions. */
function canRunTogether(root: AssetView, asset: AssetView): boolean {
  const [downstream, upstream] = [root.node, asset.node];
  if (upstream.external || downstream.codeLocation !== upstream.codeLocation) return false;
  if (!root.partitions || !asset.partitions) return root.partitions === asset.partitions;
  if (!isSameDefinition(root.partitions, asset.partitions)) return false;
  const dependency = downstream.deps.find((dep) => dep.upstream === upstream.key);
  const mapping = dependency?.mapping ?? defaultMapping(asset.partitions, root.partitions);
  return (
    mapping.kind === "identity" ||
    (mapping.kind === "timeWindow" && mapping.startOffset === 0 && mapping.endOffset === 0)
  );
}

function codeVersionChanged(scope: Scope, condition: Of<"codeVersionChanged">): Outcome {
  const { asset, check, candidates } = scope;
  const { memory } = scope.root;
  const place = { condition, asset, check };
  const { codeVersion } = asset.node;
  const known = memory.recall(place);
  memory.remember(
    place,
    known && known.codeVersion === codeVersion ? known : codeVersion === undefined ? {} : { codeVersion },
  );
  const hasChanged = known?.codeVersion !== undefined && known.codeVersion !== codeVersion;
  return { holds: hasChanged ? candidates : NONE };
}

function cronTickPassed(
  { root: { pass, memory }, candidates }: Scope,
  { cron, timeZone = "UTC" }: Of<"cronTickPassed">,
): Outcome {
  if (memory.evaluatedAt === undefined || candidates.length === 0) return { holds: NONE };
  const at = pass.previousTick(cron, timeZone);
  return at < memory.evaluatedAt ? { holds: NONE } : { holds: candidates, timing: [{ at, subset: candidates }] };
}

function latestWindow({ partitions, full }: AssetView, lookbackSeconds: number | undefined): Subset {
  if (!partitions) return full;
  if (partitions.windows) return latestOf(partitions, lookbackSeconds);
  const dimensions = partitions.dimensions ?? [];
  const timed = dimensions.find(({ set }) => set.windows);
  if (!timed) return full;
  return productIntervals(
    partitions,
    dimensions.map((dimension): readonly Interval[] =>
      dimension === timed
        ? latestOf(dimension.set, lookbackSeconds)
        : within([[0, dimension.set.size - 1]], dimension.set.size),
    ),
  );
}

function latestOf({ size, windows }: PartitionSet, lookbackSeconds: number | undefined): Subset {
  if (size === 0 || !windows) return NONE;
  if (!lookbackSeconds) return [[size - 1, size - 1]];
  const first = windows.ticks.rank(windows.ticks.at(size) - lookbackSeconds * 1_000);
  return within([[first, size - 1]], size);
}

function latestUpdates({ facts }: AssetView): readonly AssetUpdate[] {
  const { updates = [], lastUpdate } = facts;
  return updates.length > 0 || !lastUpdate ? updates : [lastUpdate];
}

/** Returns the partitions whose latest update is such. */
function partitionsOf(
  asset: AssetView,
  updates: readonly AssetUpdate[] = [],
  isSuch: (update: AssetUpdate) => boolean | undefined,
): Subset {
  const latest = new Map<number, AssetUpdate>();
  for (const update of updates) latest.set(indexOf(asset, update), update);
  return intervalsOf([...latest].filter(([index, update]) => index >= 0 && isSuch(update)).map(([index]) => index));
}

function indexOf({ partitions }: AssetView, { partition }: AssetUpdate): number {
  if (!partitions) return partition === undefined ? 0 : -1;
  return partition === undefined ? -1 : partitions.indexOf(partition);
}
