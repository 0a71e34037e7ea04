import { DomainError } from "@millrace/core";
import { isRecord } from "@millrace/core/config";
import { inheritedTags, isFinished, type PastRun, type PastRuns, type Tags } from "@millrace/core/run";
import { z } from "zod";
import type { Scope } from "../scope";
import { childRun } from "./child-run";
import { type LaunchDeps, type LaunchedRun, queueRun } from "./launch-run";
import { checkRunConfig } from "./run-config";

const STEPS = z.array(z.string().max(1_000)).min(1).max(10_000);

const force = z.boolean().default(false).describe("re-run even while another re-run of this run is unfinished");

export const RerunInput = z.discriminatedUnion("mode", [
  z.object({ mode: z.literal("all"), force }),
  z.object({ mode: z.literal("fromFailure"), force }),
  z.object({ mode: z.literal("selected"), steps: STEPS, force }),
  z.object({ mode: z.literal("fromSelected"), steps: STEPS, force }),
]);
export type RerunInput = z.input<typeof RerunInput>;

type Deps = LaunchDeps & { readonly history: PastRuns };

/**
 * Runs a finished run again, or a part of it: as a new run of the version that the deployment serves now, so that a
 * fix that was pushed meanwhile counts. Values of finished steps outside the part are reused.
 */
export const rerunRun =
  (deps: Deps) =>
  async (scope: Scope, { runId }: { runId: string }, input: RerunInput): Promise<LaunchedRun> => {
    const parent = await deps.history.getFinished(scope.orgId, runId);
    if (!parent) throw new DomainError("notFound", "run_not_found", `Run ${runId} not found.`);
    if (!isFinished(parent.status)) {
      throw new DomainError(
        "conflict",
        "run_not_finished",
        `Run ${runId} is still ${parent.status}. Cancel it or wait for it to finish.`,
      );
    }
    const child = childRun(parent, input, {
      tags: childTags(parent),
      trigger: "rerun",
      launchedBy: scope.actor.id,
      launchedByName: scope.actor.name,
      retryNumber: 0,
    });
    const versionId = await activeVersion(deps, scope.orgId, parent);
    await checkConfig(deps, scope.orgId, parent, versionId);
    await queueRun(deps, scope.orgId, { ...child, versionId }, async (tx) => {
      const other = input.force ? null : await tx.findUnfinishedChild(runId);
      if (other) throw alreadyRerunning(runId, other);
    });
    return { id: child.id, steps: child.plan.steps.length };
  };

const alreadyRerunning = (runId: string, other: string): DomainError =>
  new DomainError(
    "conflict",
    "already_rerunning",
    `Run ${runId} is being re-run as ${other}. Wait for it to finish, or re-run anyway with force.`,
  );

/** The version that serves the parent's location now; its own when the location is gone or lacks what the run needs. */
async function activeVersion({ definitions }: Deps, orgId: string, parent: PastRun): Promise<string> {
  const active = await definitions.listActive(orgId, parent.deploymentId);
  const current = active.find((it) => it.locationId === parent.locationId);
  if (!current || current.versionId === parent.versionId) return parent.versionId;
  const manifest = await definitions.getManifest(orgId, current.versionId);
  const assets = new Set(manifest.assets.map((it) => it.key));
  const nodes = new Set(manifest.jobs.find((it) => it.name === parent.job)?.nodes?.map((it) => it.node) ?? []);
  const isThere = parent.plan.steps.every((step) => {
    if (step.kind === "asset") return step.assets.every((key) => assets.has(key));
    if (step.kind === "check")
      return manifest.checks.some((it) => it.asset === step.asset && it.name === step.definition);
    return nodes.has(step.key);
  });
  return isThere ? current.versionId : parent.versionId;
}

/** What fitted the version of the parent need not fit one that was pushed since. */
async function checkConfig(
  { definitions, checker }: Deps,
  orgId: string,
  { job: name, assetKeys, config, versionId: of }: PastRun,
  versionId: string,
): Promise<void> {
  if (versionId === of) return;
  const manifest = await definitions.getManifest(orgId, versionId);
  const job = manifest.jobs.find((it) => it.name === name) ?? null;
  // A part of a run keeps the configuration of the whole.
  const configured = isRecord(config) ? Object.keys(config) : [];
  await checkRunConfig(checker, orgId, { versionId, manifest, job, assetKeys: [...assetKeys, ...configured] }, config);
}

/** Tags of the parent's own launch are not the child's; that it is for the same partition is. */
function childTags(parent: PastRun): Tags {
  const partition = Object.entries(parent.tags).filter(([key]) => key.startsWith("millrace/partition"));
  return {
    ...inheritedTags(parent.tags),
    ...Object.fromEntries(partition),
    "millrace/code_location": parent.location,
    ...(parent.job ? { "millrace/job": parent.job } : {}),
  };
}
