import type { AlertPolicy, IncidentKind, Subject } from "@millrace/core/alerts";

/**
 * Returns the policies that monitor a subject. Of those that notify owners only the most specific one applies, so
 * owners are notified once; policies with fixed destinations apply in addition.
 */
export function policiesFor(
  policies: readonly AlertPolicy[],
  deploymentId: string,
  subject: Subject,
  kind: IncidentKind,
): readonly AlertPolicy[] {
  const matching = policies.filter(
    (policy) =>
      policy.enabled &&
      (policy.kind === kind || policy.isDefault) &&
      (policy.deploymentId === null || policy.deploymentId === deploymentId) &&
      selects(policy, subject),
  );
  const [toOwners] = matching
    .filter((policy) => policy.destinations === null)
    .sort((a, b) => specificity(b) - specificity(a) || (a.id < b.id ? -1 : 1));
  const elsewhere = matching.filter((policy) => policy.destinations !== null);
  return toOwners ? [toOwners, ...elsewhere] : elsewhere;
}

function selects({ selector }: AlertPolicy, subject: Subject): boolean {
  if (!selector || (!selector.jobs && !selector.assets)) return true;
  const names = subject.kind === "job" ? selector.jobs : subject.kind === "asset" ? selector.assets : undefined;
  return names?.includes(subject.name) ?? false;
}

const specificity = (policy: AlertPolicy): number =>
  (policy.selector ? 4 : 0) + (policy.deploymentId ? 2 : 0) + (policy.isDefault ? 0 : 1);
