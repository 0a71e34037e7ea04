import {
  type AssetFacts,
  type AutomationAsset,
  automationGraph,
  evaluateAutomation,
  NO_MEMORY,
} from "@millrace/core/automation";
import type { PartitionsSpec } from "@millrace/core/manifest";
import { measure } from "../../measure";
import { atMost, durations } from "../../metric";
import type { Metric } from "../../report";

const ASSETS = 5_000;
const SAMPLES = 30;
/** The first passes request what was never requested, and remember it. */
const PASSES_UNTIL_SETTLED = 5;
const NOW = Date.parse("2026-06-15T09:00:00Z");

const DAILY: PartitionsSpec = { kind: "daily", start: "2024-01-01", timeZone: "Europe/London" };
const HOURLY: PartitionsSpec = { kind: "hourly", start: "2026-01-01" };
const PARTITIONS: readonly (PartitionsSpec | undefined)[] = [undefined, undefined, DAILY, HOURLY];

/** Measures evaluation passes over many conditions: of all of them, and of those that one event can change. */
export async function automationConditions(): Promise<Metric[]> {
  const graph = automationGraph(assets());
  const facts = factsOf();
  let memory = NO_MEMORY;
  for (let pass = 0; pass < PASSES_UNTIL_SETTLED; pass++)
    memory = evaluateAutomation(graph, memory, { now: NOW + pass * 100, facts }).memory;

  const full = await measure(SAMPLES, async () => evaluateAutomation(graph, memory, { now: NOW + 3_000, facts }));
  const updated = factsOf("a2500");
  const one = await measure(SAMPLES, async () => {
    const { requests } = evaluateAutomation(graph, memory, { now: NOW + 3_000, facts: updated, changed: ["a2500"] });
    if (requests.size === 0) throw new Error("The event requested nothing");
  });
  const name = "a pass over 5,000 automation conditions";
  return [
    durations({ id: "conditions-full", name, target: "p95 ≤ 500 ms" }, full, atMost("p95", 500)),
    durations(
      { id: "conditions-event", name: `${name}, after one event`, target: "p95 ≤ 50 ms" },
      one,
      atMost("p95", 50),
    ),
  ];
}

/** Returns assets in layers of 100, each with three dependencies and the kinds of conditions that teams use. */
function assets(): AutomationAsset[] {
  return Array.from({ length: ASSETS }, (_, n) => ({
    key: `a${n}`,
    deps: [n - 100, n - 104, n - 196].filter((at) => at >= 0).map((at) => ({ asset: `a${at}` })),
    partitions: PARTITIONS[n % 4],
    condition: n % 5 === 0 ? { op: "onCron", cron: "0 * * * *", timeZone: "Europe/London" } : { op: "eager" },
  }));
}

/** Returns facts of assets that are materialized, their partitions with some gaps. */
function factsOf(updated?: string): (key: string) => AssetFacts {
  const gaps = (partitions: PartitionsSpec | undefined): AssetFacts["materialized"] => {
    if (partitions === DAILY)
      return [
        { from: "2024-01-01", to: "2025-03-01" },
        { from: "2025-03-04", to: "2026-06-14" },
      ];
    if (partitions === HOURLY) return [{ from: "2026-01-01-00:00", to: "2026-06-15-08:00" }];
    return true;
  };
  return (key) => ({
    materialized: gaps(PARTITIONS[Number(key.slice(1)) % 4]) ?? true,
    updates: key === updated ? [{ at: NOW + 2_500 }] : [],
  });
}
