import { expect, test } from "vitest";
import type { ConditionSpec } from "../condition/condition";
import { evaluateAutomation } from "../evaluate-automation";
import type { AssetFacts } from "../facts";
import { automationGraph } from "../graph/automation-graph";
import { NO_MEMORY } from "../memory";
import { explainEvaluation } from "./explain-evaluation";

const DONE: AssetFacts = { materialized: true };
const START = Date.parse("2026-03-04T09:30:00Z");

/** Returns why revenue was or wasn't requested in an evaluation that follows a first one without news. */
function why(condition: ConditionSpec, facts: Record<string, AssetFacts>, minutes = 1): string {
  const deps = [{ asset: "orders" }, { asset: "customers" }];
  const graph = automationGraph([
    { key: "orders", deps: [] },
    { key: "customers", deps: [] },
    { key: "revenue", deps, condition },
  ]);
  const first = evaluateAutomation(graph, NO_MEMORY, { now: START, facts: () => DONE });
  const now = START + minutes * 60_000;
  const { evaluations } = evaluateAutomation(graph, first.memory, { now, facts: (key) => facts[key] ?? DONE });
  const evaluation = evaluations.get("revenue") ?? first.evaluations.get("revenue");
  return evaluation ? explainEvaluation(evaluation) : "";
}

const updated: AssetFacts = { ...DONE, updates: [{ at: START + 1 }] };
const EAGER: ConditionSpec = { op: "eager" };

test.each<[string, string]>([
  ["an upstream asset that was updated", why(EAGER, { orders: updated })],
  ["an upstream asset that is missing", why(EAGER, { orders: updated, customers: {} })],
  ["an upstream asset that is in progress", why(EAGER, { orders: updated, customers: { ...DONE, inProgress: true } })],
  ["a run of the asset itself", why(EAGER, { orders: updated, revenue: { ...DONE, inProgress: true } })],
  ["no news", why(EAGER, {})],
  ["a tick that didn't pass", why({ op: "onCron", cron: "0 * * * *" }, {})],
  [
    "an upstream asset without an update since the tick",
    why({ op: "onCron", cron: "0 * * * *" }, { orders: updated }, 40),
  ],
  ["a failure", why({ op: "executionFailed" }, { revenue: { failed: true } })],
])("names %s", (subject, sentence) => {
  expect({ [subject]: sentence }).toMatchSnapshot();
});
