import { hasCapacity } from "./counter";
import type { Ledger } from "./ledger";
import { inQueueOrder } from "./priority";
import type { AdmissionInput, AdmissionRun } from "./types";

/** A deployment's queue. It is put in order only when it is looked at: most queues of a busy platform are full. */
export type DeploymentQueue = {
  readonly deploymentId: string;
  /** In the order in which they are served. */
  runs(): readonly AdmissionRun[];
  /** How many have been looked at in this pass. */
  seen: number;
};

/** The queues of one organization and how much of its share it uses. */
export type OrganizationQueues = {
  readonly weight: number;
  readonly queues: readonly DeploymentQueue[];
  active: number;
};

/** Queued runs by deployment, each queue in its order of service. */
export function deploymentQueues(queued: readonly AdmissionRun[]): ReadonlyMap<string, DeploymentQueue> {
  const oldestFirst = new Map<string, AdmissionRun[]>();
  for (const run of queued) {
    const runs = oldestFirst.get(run.deploymentId);
    if (runs) runs.push(run);
    else oldestFirst.set(run.deploymentId, [run]);
  }
  return new Map([...oldestFirst].map(([deploymentId, runs]) => [deploymentId, deploymentQueue(deploymentId, runs)]));
}

function deploymentQueue(deploymentId: string, oldestFirst: readonly AdmissionRun[]): DeploymentQueue {
  let ordered: readonly AdmissionRun[] | undefined;
  const runs = () => {
    ordered ??= inQueueOrder(oldestFirst);
    return ordered;
  };
  return { deploymentId, runs, seen: 0 };
}

/** The organizations that have something queued. Runs of deployments that `input` does not list are left out. */
export function organizationQueues(input: AdmissionInput, ledger: Ledger): readonly OrganizationQueues[] {
  const queues = deploymentQueues(input.queued);
  const byOrganization = new Map<string, DeploymentQueue[]>();
  for (const { id, organizationId } of input.deployments) {
    const queue = queues.get(id);
    if (queue) byOrganization.set(organizationId, [...(byOrganization.get(organizationId) ?? []), queue]);
  }
  return input.organizations.flatMap(({ id, weight = 1 }) => {
    const own = byOrganization.get(id);
    const first = own?.[0];
    if (!own || !first) return [];
    const active = ledger.organizationOf(first.deploymentId)?.used ?? 0;
    return [{ weight: weight > 0 ? weight : 1, queues: own, active }];
  });
}

/**
 * Takes the organization's next run that every limit admits, from the deployment with the fewest runs in progress.
 * Runs that are passed over stay blocked for the whole pass, since counters only grow: none is looked at twice.
 */
export function takeNext(organization: OrganizationQueues, ledger: Ledger): AdmissionRun | undefined {
  for (const queue of byUse(organization.queues, ledger)) {
    const { deploymentId } = queue;
    const isFull = [ledger.organizationOf(deploymentId), ledger.deploymentOf(deploymentId)].some(
      (counter) => !counter || !hasCapacity(counter),
    );
    if (isFull) continue;
    for (const runs = queue.runs(); queue.seen < runs.length; ) {
      const run = runs[queue.seen++];
      if (run && ledger.admits(run)) return run;
    }
  }
  return undefined;
}

function byUse(queues: readonly DeploymentQueue[], ledger: Ledger): readonly DeploymentQueue[] {
  if (queues.length === 1) return queues;
  const used = (queue: DeploymentQueue) => ledger.deploymentOf(queue.deploymentId)?.used ?? 0;
  return queues.toSorted((a, b) => used(a) - used(b));
}
