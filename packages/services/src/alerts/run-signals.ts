import {
  type AlertSources,
  alertThreshold,
  errorFingerprint,
  type FinishedRun,
  failedParts,
  groupByOwner,
  KIND_FACTS,
  muteReason,
  type PartView,
  type RunStepOutcome,
  resolveOwners,
  type Subject,
} from "@millrace/core/alerts";
import { keptError } from "./kept-error";
import type { AlertSignal } from "./reconcile-subject";

type RunStep = RunStepOutcome;

const PARTS_KEPT = 200;

/** Returns a failed run's signals about a subject: one per owner, each with only that owner's steps. */
export function runSignals(run: FinishedRun, subject: Subject): readonly AlertSignal[] {
  const parts = partsOf(run, subject);
  const groups =
    parts.length > 0
      ? groupByOwner(parts, (step) => ownersOf(run, step))
      : new Map(ownersOf(run, null).map((owner) => [owner, [] as RunStep[]]));
  return [...groups].map(([owner, steps]) => signalOf(run, owner, steps));
}

function signalOf(run: FinishedRun, owner: string, steps: readonly RunStep[]): AlertSignal {
  const unmuted = steps.filter((step) => muteReason(sourcesOf(run, step)) === null);
  const shown = unmuted.length > 0 ? unmuted : steps;
  const muted =
    steps.length === 0
      ? muteReason(sourcesOf(run, null))
      : unmuted.length === 0
        ? steps[0] && muteReason(sourcesOf(run, steps[0]))
        : null;
  const firstError = shown.find((step) => step.error)?.error ?? run.error;
  return {
    owner,
    severity: KIND_FACTS.runFailure.severity,
    muted: muted ?? null,
    fingerprint: errorFingerprint(firstError ?? (run.failureReason ? { message: run.failureReason } : null)),
    failure: {
      parts: shown.slice(0, PARTS_KEPT).map(partView),
      error: run.error ? keptError(run.error) : null,
      failureReason: run.failureReason,
      runId: run.id,
      runTags: run.tags,
      commit: run.commit,
    },
    threshold: (policyThreshold) => {
      const sources = shown.length > 0 ? shown.map((step) => sourcesOf(run, step)) : [sourcesOf(run, null)];
      return Math.min(...sources.map((source) => alertThreshold(source, policyThreshold)));
    },
  };
}

/** The failed steps of a subject: all for a job; the steps that materialize or check it for an asset. */
function partsOf(run: FinishedRun, subject: Subject): readonly RunStep[] {
  const failed = failedParts(run.steps);
  if (subject.kind !== "asset") return failed;
  return failed.flatMap((step) => {
    if (step.asset === subject.name) return [step];
    return step.assets.includes(subject.name) ? [{ ...step, assets: [subject.name] }] : [];
  });
}

function ownersOf(run: FinishedRun, step: RunStep | null): readonly string[] {
  const declared = step ? definitionOf(run, step) : undefined;
  return resolveOwners({
    own: declared?.owners ?? step?.owners ?? [],
    runTags: run.tags,
    jobOwners: jobOf(run)?.owners ?? [],
    locationTeam: run.locationTeam,
    deploymentDefault: run.deploymentOwner,
    organizationDefault: run.organizationOwner,
  });
}

const sourcesOf = (run: FinishedRun, step: RunStep | null): AlertSources => ({
  runTags: run.tags,
  job: jobOf(run)?.alerts,
  step: step ? definitionOf(run, step)?.alerts : undefined,
});

const jobOf = (run: FinishedRun) =>
  run.job === null ? undefined : run.manifest?.jobs.find((job) => job.name === run.job);

function definitionOf(run: FinishedRun, step: RunStep) {
  if (step.kind === "asset" || step.kind === "check") {
    const key = step.asset ?? step.assets[0];
    return run.manifest?.assets.find((asset) => asset.key === key);
  }
  return run.manifest?.ops.find((op) => op.name === step.definition);
}

const partView = (step: RunStep): PartView => ({
  key: step.key,
  kind: step.kind,
  error: step.error ? keptError(step.error) : null,
});
