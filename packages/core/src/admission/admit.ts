import { hasCapacity } from "./counter";
import { type Ledger, openLedger } from "./ledger";
import { type OrganizationQueues, organizationQueues, takeNext } from "./queues";
import { shareHeap } from "./share-heap";
import type { AdmissionInput, AdmissionRun } from "./types";

/**
 * One admission pass: the queued runs that may start now, in the order admitted.
 *
 * A run is admitted only if every limit that matches it has room; its places are taken only then. A blocked run never
 * blocks later ones. Places between organizations go to the one that uses least of its weighted share, within an
 * organization to the deployment with the fewest runs in progress, within a deployment by priority, then first in
 * first out. An organization with nothing in progress can start one run in a reserved place, so that it doesn't wait for
 * the runs of others. A run whose deployment or organization is not in `input` is not admitted.
 *
 * @example
 * const { admitted } = admit({
 *   organizations: [{ id: "org_a", concurrentRunsMax: 10 }],
 *   deployments: [{ id: "dep_a", organizationId: "org_a", concurrentRunsMax: -1, tagLimits: [{ key: "db", limit: 2 }] }],
 *   inProgress: [],
 *   queued: [{ id: "run_1", deploymentId: "dep_a", tags: { db: "sales" } }],
 * });
 */
export function admit(input: AdmissionInput): { readonly admitted: readonly AdmissionRun[] } {
  const ledger = openLedger(input);
  return { admitted: fill(input, ledger) };
}

/** Admits into `ledger` until nothing more fits. */
export function fill(input: AdmissionInput, ledger: Ledger): readonly AdmissionRun[] {
  const admitted: AdmissionRun[] = [];
  const waiting = shareHeap<OrganizationQueues>(organizationQueues(input, ledger), shareInUse);
  for (;;) {
    const organization = waiting.pop();
    if (!organization || !hasPlace(ledger, organization)) break;
    const run = takeNext(organization, ledger);
    if (!run) continue;
    ledger.occupy(run);
    admitted.push(run);
    organization.active += 1;
    waiting.push(organization);
  }
  return admitted;
}

/** Beyond the capacity, places are left only for organizations that have nothing in progress. They come first. */
const hasPlace = ({ capacity, reserved }: Ledger, { active }: OrganizationQueues): boolean =>
  hasCapacity(capacity) || (active === 0 && capacity.used < capacity.limit + reserved);

const shareInUse = ({ active, weight }: OrganizationQueues): number => active / weight;
