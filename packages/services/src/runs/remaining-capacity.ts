import type { AdmissionState } from "@millrace/core/admission";

/** How many more runs the widest limits (platform, organization, deployment) let a deployment start. */
export type RemainingCapacity = {
  of(deploymentId: string): number;
  take(deploymentId: string): void;
};

/** Limits how far a queue is read. Admission itself decides with all limits. */
export function remainingCapacity({
  organizations,
  deployments,
  inProgress,
  capacity,
  reserved,
}: AdmissionState): RemainingCapacity {
  const orgOf = new Map(deployments.map((it) => [it.id, it.organizationId]));
  const limits = new Map<string, number>([
    ["platform", capacity],
    ...organizations.map((it): [string, number] => [it.id, it.concurrentRunsMax]),
    ...deployments.map((it): [string, number] => [it.id, it.concurrentRunsMax]),
  ]);
  const used = new Map<string, number>();
  const take = (deploymentId: string) => {
    for (const name of ["platform", orgOf.get(deploymentId) ?? "", deploymentId]) {
      used.set(name, (used.get(name) ?? 0) + 1);
    }
  };
  for (const run of inProgress) take(run.deploymentId);

  const left = (name: string) => {
    const limit = limits.get(name) ?? 0;
    return limit < 0 ? Number.POSITIVE_INFINITY : limit - (used.get(name) ?? 0);
  };
  return {
    take,
    of(deploymentId) {
      const organization = orgOf.get(deploymentId) ?? "";
      const places = left("platform") + ((used.get(organization) ?? 0) === 0 ? reserved : 0);
      return Math.min(places, left(organization), left(deploymentId));
    },
  };
}
