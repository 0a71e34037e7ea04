import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConditionSpec } from "./condition/condition";
import { type AutomationResult, evaluateAutomation } from "./evaluate-automation";
import type { AssetFacts } from "./facts";
import type { AutomationAsset } from "./graph/asset-node";
import { automationGraph } from "./graph/automation-graph";
import { histories, momentsOf } from "./histories.fixture";
import { type AutomationMemory, NO_MEMORY } from "./memory";

const stored = (memory: AutomationMemory): AutomationMemory => ({
  evaluatedAt: memory.evaluatedAt,
  assets: new Map(JSON.parse(JSON.stringify([...memory.assets]))),
});

test("looking only at what changed has the outcome of evaluating everything", () => {
  fc.assert(
    fc.property(histories, (history) => {
      const graph = automationGraph(history.assets);
      let [full, incremental] = [NO_MEMORY, NO_MEMORY];
      for (const { now, facts, changed } of momentsOf(history)) {
        const expected = evaluateAutomation(graph, full, { now, facts });
        const actual = evaluateAutomation(graph, incremental, { now, facts, changed });
        expect(actual.requests).toEqual(expected.requests);
        expect(actual.memory).toEqual(expected.memory);
        expect(actual.evaluations).toEqual(expected.evaluations);
        expect(actual.wakeAt).toBe(expected.wakeAt);
        full = expected.memory;
        incremental = stored(actual.memory);
      }
    }),
    { numRuns: 60 },
  );
});

const at = (text: string): number => Date.parse(`2026-03-04T${text}Z`);

/** Evaluates step after step. Each names the assets that were materialized since the one before. */
function play(
  assets: readonly AutomationAsset[],
  steps: readonly (readonly [string, ...string[]])[],
): AutomationResult[] {
  const materialized = new Set<string>();
  let memory = NO_MEMORY;
  return steps.map(([time, ...updated]) => {
    for (const key of updated) materialized.add(key);
    const facts = (key: string): AssetFacts => ({
      ...(materialized.has(key) && { materialized: true }),
      updates: updated.includes(key) ? [{ at: at(time) - 1_000 }] : [],
    });
    const result = evaluateAutomation(automationGraph(assets), memory, { now: at(time), facts });
    memory = stored(result.memory);
    return result;
  });
}

const requestsOf = (results: readonly AutomationResult[]): string[][] =>
  results.map(({ requests }) => [...requests.keys()]);
const ORDERS: AutomationAsset = { key: "orders", deps: [] };
const revenue = (condition: ConditionSpec, rest: Partial<AutomationAsset> = {}): AutomationAsset => ({
  key: "revenue",
  deps: [{ asset: "orders" }],
  condition,
  ...rest,
});

describe("eager", () => {
  test("requests once for each update of a dependency, and not again until the next", () => {
    const results = play(
      [ORDERS, revenue({ op: "eager" })],
      [["09:00", "orders", "revenue"], ["09:01", "orders"], ["09:02"], ["09:03", "revenue"], ["09:04"]],
    );
    expect(requestsOf(results)).toEqual([[], ["revenue"], [], [], []]);
  });

  test("requests two connected assets in one pass", () => {
    const report: AutomationAsset = { key: "report", deps: [{ asset: "revenue" }], condition: { op: "eager" } };
    const results = play(
      [report, ORDERS, revenue({ op: "eager" })],
      [
        ["09:00", "orders", "revenue", "report"],
        ["09:01", "orders"],
      ],
    );
    expect(requestsOf(results)).toEqual([[], ["revenue", "report"]]);
  });
});

describe("a deploy", () => {
  /** Orders were updated while customers are missing, so that revenue waits. Then a deploy, then customers come. */
  function acrossDeploy(before: AutomationAsset, after: AutomationAsset): string[][] {
    const others = [ORDERS, { key: "customers", deps: [] }];
    const facts = (materialized: string[], updated: string[], now: string) => ({
      now: at(now),
      facts: (key: string): AssetFacts => ({
        ...(materialized.includes(key) && { materialized: true }),
        updates: updated.includes(key) ? [{ at: at(now) - 1_000 }] : [],
      }),
    });
    const had = ["orders", "revenue"];
    const first = evaluateAutomation(automationGraph([...others, before]), NO_MEMORY, facts(had, [], "09:00"));
    const waits = evaluateAutomation(
      automationGraph([...others, before]),
      first.memory,
      facts(had, ["orders"], "09:01"),
    );
    const deployed = automationGraph([...others, after]);
    const silent = evaluateAutomation(deployed, stored(waits.memory), facts(had, [], "09:02"));
    const released = evaluateAutomation(deployed, silent.memory, facts([...had, "customers"], ["customers"], "09:03"));
    return requestsOf([first, waits, silent, released]);
  }
  const deps = [{ asset: "orders" }, { asset: "customers" }];
  const waiting: ConditionSpec = {
    op: "and",
    of: [
      { op: "sinceLastHandled", of: { op: "assetMatches", asset: "orders", of: { op: "newlyUpdated" } } },
      { op: "not", of: { op: "anyDepsMissing" } },
    ],
  };

  test("that changes nothing keeps what an asset waits with", () => {
    expect(acrossDeploy(revenue(waiting, { deps }), revenue(waiting, { deps }))).toEqual([[], [], [], ["revenue"]]);
  });

  test("keeps it even if another part of the condition changes, or its label", () => {
    const changed: ConditionSpec = {
      op: "and",
      of: [
        ...(waiting.of as ConditionSpec[]).map((part) => ({ ...part, label: "mine" })),
        { op: "not", of: { op: "inProgress" } },
      ],
    };
    expect(acrossDeploy(revenue(waiting, { deps }), revenue(changed, { deps }))).toEqual([[], [], [], ["revenue"]]);
  });

  test("that changes the whole condition starts with an initial evaluation", () => {
    const initial: ConditionSpec = { op: "initialEvaluation" };
    expect(acrossDeploy(revenue({ op: "eager" }, { deps }), revenue(initial, { deps }))).toEqual([
      [],
      [],
      ["revenue"],
      [],
    ]);
  });
});

test("codeVersionChanged holds in the first evaluation with another version", () => {
  const version = (codeVersion: string) => automationGraph([revenue({ op: "codeVersionChanged" }, { codeVersion })]);
  const facts = () => undefined;
  const first = evaluateAutomation(version("1"), NO_MEMORY, { now: 0, facts });
  const same = evaluateAutomation(version("1"), stored(first.memory), { now: 1, facts });
  const changed = evaluateAutomation(version("2"), stored(same.memory), { now: 2, facts });
  const after = evaluateAutomation(version("2"), stored(changed.memory), { now: 3, facts });
  expect(requestsOf([first, same, changed, after])).toEqual([[], [], ["revenue"], []]);
});

test("a dependency's update by a run that also had the asset as target isn't news", () => {
  const graph = automationGraph([ORDERS, revenue({ op: "anyDepsUpdated" })]);
  const first = evaluateAutomation(graph, NO_MEMORY, { now: 0, facts: () => undefined });
  const after = (targets: string[]) =>
    evaluateAutomation(graph, first.memory, {
      now: 2,
      facts: (key) => (key === "orders" ? { updates: [{ at: 1, targets }] } : {}),
    });
  expect(requestsOf([after(["orders"]), after(["orders", "revenue"])])).toEqual([["revenue"], []]);
});

test("deleting a dynamic partition loses what is remembered of no other", () => {
  const asset: AutomationAsset = {
    key: "files",
    deps: [],
    partitions: { kind: "dynamic", name: "files" },
    condition: { op: "newlyTrue", of: { op: "missing" } },
  };
  const graph = automationGraph([asset]);
  const pass = (memory: AutomationMemory, now: number, files: string[]) =>
    evaluateAutomation(graph, memory, { now, facts: () => undefined, dynamicKeys: { files } });
  const first = pass(NO_MEMORY, 0, ["a", "b", "c"]);
  const deleted = pass(stored(first.memory), 1, ["b", "c", "d"]);
  expect(deleted.requests.get("files")).toEqual([{ from: "d", to: "d" }]);
});
