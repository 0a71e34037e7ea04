import { errorFingerprint, newId, reconcileIncident, resolveOwners, streakOf } from "@millrace/core";
import { applyReconciled } from "./apply-reconciled";
import type { EvaluateDeps } from "./evaluate-alerts";
import { policiesFor } from "./policies-for";
import type { Incident, LoadedVersion } from "./ports";

/** Looks at a version whose load has ended: a code location that does not load is an incident of its team. */
export const evaluateLoad =
  (deps: EvaluateDeps) =>
  async (orgId: string, versionId: string): Promise<"evaluated" | "ignored"> => {
    const version = await deps.alerts.findLoadedVersion(orgId, versionId);
    if (!version || (version.status !== "READY" && version.status !== "FAILED")) return "ignored";
    await deps.alerts.ensureDefaultPolicy(orgId);
    for (const deploymentId of version.deploymentIds) {
      await evaluateIn(deps, orgId, deploymentId, version);
    }
    return "evaluated";
  };

function evaluateIn(deps: EvaluateDeps, orgId: string, deploymentId: string, version: LoadedVersion): Promise<void> {
  const subject = { kind: "location", name: version.location } as const;
  return deps.alerts.inDeployment(orgId, deploymentId, async (tx) => {
    const now = deps.clock.now();
    const [policies, silences, book] = await Promise.all([
      tx.listPolicies(),
      tx.listSilences(now),
      tx.readAddressBook(),
    ]);
    const streak = streakOf(await tx.readHistory(subject));
    const [owner = "default"] = resolveOwners({
      own: [],
      runTags: {},
      jobOwners: [],
      locationTeam: version.locationTeam,
      deploymentDefault: null,
      organizationDefault: version.organizationOwner,
    });
    for (const policy of policiesFor(policies, deploymentId, subject, "loadError")) {
      const known = await tx.listNewest(policy.id, subject, "loadError");
      const open = known.filter((incident) => incident.state !== "RESOLVED");
      const targets = streak.failures > 0 ? [known.find((it) => it.owner === owner) ?? null] : open;
      for (const before of targets) {
        const reconciled = reconcileIncident(before, streak, policy, {
          now,
          fingerprint: errorFingerprint(version.error),
        });
        if (reconciled.change === "none" || !reconciled.incident) continue;
        const created = reconciled.change === "created" || !before;
        const base = created ? newLoadIncident(deploymentId, policy.id, version, owner, now) : before;
        const after = { ...base, ...reconciled.incident, ...(version.status === "FAILED" ? evidenceOf(version) : {}) };
        await applyReconciled(
          { tx, book, publicUrl: deps.publicUrl, now },
          { before: created ? null : before, after, reconciled },
          policy,
          silences,
        );
      }
    }
  });
}

const evidenceOf = (version: LoadedVersion) => ({
  lastError: version.error?.message.slice(0, 2_000) ?? null,
  evidence: {
    parts: [],
    error: version.error,
    failureReason: "LOAD_ERROR",
    runId: null,
    runTags: {},
    commit: version.commit,
    lastSuccessAt: null,
  },
});

const newLoadIncident = (
  deploymentId: string,
  policyId: string,
  version: LoadedVersion,
  owner: string,
  now: Date,
): Incident => ({
  id: newId("incident", now.getTime()),
  deploymentId,
  policyId,
  subjectKind: "location",
  subject: version.location,
  kind: "loadError",
  owner,
  state: "PENDING",
  severity: "error",
  openedAt: now,
  notifyAt: null,
  notifiedAt: null,
  resolvedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  failures: 0,
  successes: 0,
  reopened: 0,
  firstRunId: null,
  lastRunId: null,
  lastError: null,
  fingerprint: null,
  evidence: null,
  muted: null,
  leadId: null,
  alsoTold: [],
  warnings: [],
});
