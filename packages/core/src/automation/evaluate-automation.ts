import type { AssetViewOptions } from "./evaluate/asset-view";
import { dueAssets } from "./evaluate/due-assets";
import { evaluateRoot } from "./evaluate/evaluate-root";
import { openPass } from "./evaluate/pass";
import { type StoredEvaluation, storeEvaluation } from "./evaluate/store-evaluation";
import type { Subset } from "./evaluate/timing";
import { wakeTimes } from "./evaluate/wake";
import type { AutomationGraph } from "./graph/automation-graph";
import type { AssetMemory, AutomationMemory, StoredSubset } from "./memory";

export type AutomationInput = AssetViewOptions & {
  /**
   * Assets whose facts or dynamic partitions changed since the last pass, by key. Omit to evaluate every condition, as is
   * necessary when the graph changed.
   */
  readonly changed?: Iterable<string>;
};

export type AutomationResult = {
  /** The partitions to materialize, by asset. */
  readonly requests: ReadonlyMap<string, StoredSubset>;
  readonly memory: AutomationMemory;
  /** Assets whose memory changed, by key. */
  readonly remembered: readonly string[];
  /** The evaluated trees that differ from those of the last pass, by asset. */
  readonly evaluations: ReadonlyMap<string, StoredEvaluation>;
  /** When time alone makes the next pass due. Undefined if it doesn't. */
  readonly wakeAt: number | undefined;
};

/**
 * Evaluates the automation conditions of a deployment once, upstream before downstream. With `changed`, it looks only at
 * conditions whose result can differ from that of the last pass. The outcome is the same.
 *
 * @example
 * const { requests, memory } = evaluateAutomation(graph, NO_MEMORY, { now: Date.now(), facts: (key) => facts.get(key) });
 */
export function evaluateAutomation(
  graph: AutomationGraph,
  last: AutomationMemory,
  input: AutomationInput,
): AutomationResult {
  const requested = new Map<string, Subset>();
  const pass = openPass(graph, last, requested, input);
  const wakeAtOf = wakeTimes(pass, input.now);
  const due = input.changed && dueAssets(graph, last, input.changed, input.now);
  const assets = new Map(last.assets);
  const requests = new Map<string, StoredSubset>();
  const evaluations = new Map<string, StoredEvaluation>();
  const remembered: string[] = [];

  for (const { key, condition, reads } of graph.order) {
    if (due && !due.has(key)) continue;
    const before = { memory: last.assets.get(key), evaluatedAt: last.evaluatedAt };
    const { evaluated, memory } = evaluateRoot(pass, pass.asset(key), condition, before, wakeAtOf(reads));
    if (memory !== before.memory) remembered.push(key);
    if (memory.signature !== before.memory?.signature) evaluations.set(key, storeEvaluation(evaluated));
    assets.set(key, memory);
    if (!memory.requested) continue;
    requests.set(key, memory.requested);
    requested.set(key, evaluated.holds);
    for (const reader of graph.readers.get(key) ?? []) due?.add(reader);
  }
  return {
    requests,
    memory: { evaluatedAt: input.now, assets },
    remembered,
    evaluations,
    wakeAt: earliest(graph, assets),
  };
}

function earliest({ order }: AutomationGraph, memories: ReadonlyMap<string, AssetMemory>): number | undefined {
  let wakeAt: number | undefined;
  for (const { key } of order) {
    const own = memories.get(key)?.wakeAt;
    if (own !== undefined && (wakeAt === undefined || own < wakeAt)) wakeAt = own;
  }
  return wakeAt;
}
