import { newId } from "@millrace/core";
import { planRerun, type RerunRequest } from "@millrace/core/plan";
import type { NewRun, PastRun } from "@millrace/core/run";
import { planned } from "./new-run";

/** What a run has of its own, beside what it takes over from its parent. */
type Own = Pick<NewRun, "tags" | "trigger" | "launchedBy" | "launchedByName" | "retryNumber">;

/**
 * A run that executes a finished one again, or a part of it: of the same version, with the values of the finished steps
 * outside the part.
 */
export function childRun(parent: PastRun, request: RerunRequest, own: Own): NewRun {
  const { orgId: _, status: __, failureReason: ___, workerDied: ____, steps, ...same } = parent;
  const statuses = new Map(steps.map((step) => [step.key, step.status]));
  const values = new Map(Object.entries(parent.reuse ?? {}));
  const { plan, reuse } = planRerun({ plan: parent.plan, statuses, reused: [...values.keys()] }, request);
  for (const { key, output } of steps) if (output !== null && output !== undefined) values.set(key, output);
  return {
    ...same,
    ...own,
    ...planned(plan),
    id: newId("run"),
    reuse: Object.fromEntries(reuse.flatMap((key) => (values.has(key) ? [[key, values.get(key)]] : []))),
    parentRunId: parent.id,
    rootRunId: parent.rootRunId ?? parent.id,
    notBefore: null,
  };
}
