import { errorFingerprint, KIND_FACTS, type LoadedVersion, resolveOwners } from "@millrace/core/alerts";
import { type EvaluateDeps, evaluateIn } from "./evaluation-context";
import { keptError } from "./kept-error";
import { type AlertSignal, reconcileSubject } from "./reconcile-subject";

/** Reports a version whose load has ended about its code location, in each deployment that it concerns. */
export const evaluateLoad =
  (deps: EvaluateDeps) =>
  async (orgId: string, versionId: string): Promise<"evaluated" | "ignored"> => {
    const version = await deps.alerts.findLoadedVersion(orgId, versionId);
    if (!version || (version.status !== "READY" && version.status !== "FAILED")) return "ignored";
    await deps.alerts.ensureDefaultPolicy(orgId);
    const subject = { kind: "location", name: version.location } as const;
    const signals = version.status === "FAILED" ? loadSignals(version) : [];
    for (const deploymentId of version.deploymentIds) {
      await evaluateIn(deps, orgId, deploymentId, async (context) => {
        const history = await context.writer.tx.readHistory(subject);
        await reconcileSubject(context, { subject, kind: "loadError", outcomeId: version.id, history, signals });
      });
    }
    return "evaluated";
  };

function loadSignals(version: LoadedVersion): readonly AlertSignal[] {
  const owners = resolveOwners({
    own: [],
    runTags: {},
    jobOwners: [],
    locationTeam: version.locationTeam,
    deploymentDefault: null,
    organizationDefault: version.organizationOwner,
  });
  return owners.map((owner) => ({
    owner,
    severity: KIND_FACTS.loadError.severity,
    fingerprint: errorFingerprint(version.error),
    failure: {
      parts: [],
      error: version.error && keptError(version.error),
      failureReason: "LOAD_ERROR",
      runId: null,
      runTags: {},
      commit: version.commit,
    },
    muted: null,
    threshold: (policyThreshold) => policyThreshold,
  }));
}
