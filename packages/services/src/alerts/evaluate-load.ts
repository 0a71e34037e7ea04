import { errorFingerprint, reconcileIncident, resolveOwners, streakOf } from "@millrace/core/alerts";
import { applyReconciled } from "./apply-reconciled";
import { type EvaluateDeps, type EvaluationContext, evaluateIn } from "./evaluation-context";
import { newIncident } from "./new-incident";
import { policiesFor } from "./policies-for";
import type { LoadedVersion } from "./ports";

/** Looks at a version whose load has ended: a code location that does not load is an incident of its team. */
export const evaluateLoad =
  (deps: EvaluateDeps) =>
  async (orgId: string, versionId: string): Promise<"evaluated" | "ignored"> => {
    const version = await deps.alerts.findLoadedVersion(orgId, versionId);
    if (!version || (version.status !== "READY" && version.status !== "FAILED")) return "ignored";
    await deps.alerts.ensureDefaultPolicy(orgId);
    for (const deploymentId of version.deploymentIds) {
      await evaluateIn(deps, orgId, deploymentId, (circumstances) =>
        evaluateLocation(circumstances, deploymentId, version),
      );
    }
    return "evaluated";
  };

/** Incidents of the location in one deployment follow from how its last versions loaded. */
async function evaluateLocation(
  { announcer, policies, silences }: EvaluationContext,
  deploymentId: string,
  version: LoadedVersion,
): Promise<void> {
  const subject = { kind: "location", name: version.location } as const;
  const streak = streakOf(await announcer.tx.readHistory(subject));
  const owner = ownerOf(version);
  for (const policy of policiesFor(policies, deploymentId, subject, "loadError")) {
    const known = await announcer.tx.listNewest(policy.id, subject, "loadError");
    const open = known.filter((incident) => incident.state !== "RESOLVED");
    const targets = streak.failures > 0 ? [known.find((it) => it.owner === owner) ?? null] : open;
    for (const before of targets) {
      const reconciled = reconcileIncident(before, streak, policy, {
        now: announcer.now,
        fingerprint: errorFingerprint(version.error),
      });
      if (reconciled.change === "none" || !reconciled.incident) continue;
      const created = reconciled.change === "created" || !before;
      const place = {
        deploymentId,
        policyId: policy.id,
        subjectKind: subject.kind,
        subject: subject.name,
        kind: "loadError",
        owner,
      } as const;
      const base = created ? newIncident(place, null, announcer.now) : before;
      const after = {
        ...base,
        ...reconciled.incident,
        ...(version.status === "FAILED" ? failureContextOf(version) : {}),
      };
      await applyReconciled(announcer, { before: created ? null : before, after, reconciled }, policy, silences);
    }
  }
}

function ownerOf(version: LoadedVersion): string {
  const [owner = "default"] = resolveOwners({
    own: [],
    runTags: {},
    jobOwners: [],
    locationTeam: version.locationTeam,
    deploymentDefault: null,
    organizationDefault: version.organizationOwner,
  });
  return owner;
}

const failureContextOf = (version: LoadedVersion) => ({
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
