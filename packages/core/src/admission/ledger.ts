import { type Counter, hasCapacity, newCounter, take } from "./counter";
import { type DeploymentCounters, deploymentCounters } from "./deployment-counters";
import type { AdmissionInput, AdmissionRun } from "./types";

/** Every counter of one admission pass, filled from the runs in progress. */
export type Ledger = {
  readonly capacity: Counter;
  /** Places beyond the capacity; see {@link AdmissionInput}. */
  readonly reserved: number;
  organizationOf(deploymentId: string): Counter | undefined;
  deploymentOf(deploymentId: string): Counter | undefined;
  /** The limits that have no room for the run, widest first; `undefined` when its deployment is not known. */
  blockingLimits(run: AdmissionRun): readonly Counter[] | undefined;
  admits(run: AdmissionRun): boolean;
  /** Takes a place under every limit that matches the run. */
  occupy(run: AdmissionRun): void;
};

export function openLedger(input: AdmissionInput): Ledger {
  const { poolSlots = [] } = input;
  const organizations = new Map(
    input.organizations.map(({ id, concurrentRunsMax }) => [id, newCounter("organization", id, concurrentRunsMax)]),
  );
  const deployments = new Map<string, DeploymentCounters>();
  for (const spec of input.deployments) {
    const organization = organizations.get(spec.organizationId);
    if (organization) deployments.set(spec.id, deploymentCounters(spec, organization, poolSlots !== null));
  }
  const capacity = newCounter("capacity", "platform", input.capacity ?? -1);

  const occupy = (run: AdmissionRun, takesRootSlots: boolean): void => {
    take(capacity, run.id);
    const counters = deployments.get(run.deploymentId)?.of(run);
    if (!counters) return;
    for (const counter of counters.every) take(counter, run.id);
    if (takesRootSlots) for (const counter of counters.anyOf) take(counter, run.id);
  };

  for (const run of input.inProgress) occupy(run, run.isStarting ?? false);
  for (const slot of poolSlots ?? []) {
    const counter = deployments.get(slot.deploymentId)?.opPool(slot.pool);
    if (counter) take(counter, slot.runId);
  }

  return {
    capacity,
    reserved: input.reserved ?? 0,
    organizationOf: (deploymentId) => deployments.get(deploymentId)?.organization,
    deploymentOf: (deploymentId) => deployments.get(deploymentId)?.deployment,
    blockingLimits(run) {
      const counters = deployments.get(run.deploymentId)?.of(run);
      if (!counters) return undefined;
      const full = counters.every.filter((counter) => !hasCapacity(counter));
      const { anyOf } = counters;
      return anyOf.length > 0 && !anyOf.some(hasCapacity) ? [...full, ...new Set(anyOf)] : full;
    },
    admits(run) {
      const counters = deployments.get(run.deploymentId)?.of(run);
      if (!counters?.every.every(hasCapacity)) return false;
      return counters.anyOf.length === 0 || counters.anyOf.some(hasCapacity);
    },
    occupy: (run) => occupy(run, true),
  };
}
