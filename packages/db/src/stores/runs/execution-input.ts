import type { RunPlan } from "@millrace/core/plan";
import type { RunStatus } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

/** What a worker needs to execute a run. */
export type ExecutionInput = {
  readonly orgId: string;
  readonly id: string;
  readonly status: RunStatus;
  readonly version: number;
  readonly attempt: number;
  readonly deploymentId: string;
  readonly deployment: string;
  readonly locationId: string;
  readonly location: string;
  readonly versionId: string;
  readonly bundleHash: string;
  readonly egress: string[];
  readonly job: string | null;
  readonly assetKeys: string[];
  readonly plan: RunPlan;
  readonly config: unknown;
  readonly partitionKeys: string[];
  readonly tags: Record<string, string>;
  readonly reuse: Record<string, unknown> | null;
  readonly createdAt: Date;
  readonly sandbox: {
    readonly memoryBytes: number;
    readonly cpuCores: number;
    readonly processesMax: number;
    readonly scratchBytes: number;
    readonly wallTimeMs: number;
  };
};

export async function findExecutionInput(db: Queryable, orgId: string, runId: string): Promise<ExecutionInput | null> {
  const [run] = await db.query<ExecutionInput>(sql`
    select run."orgId", run."id", run."status", run."version", run."attempt", run."deploymentId", deployment."name" as "deployment",
      run."locationId", run."location", run."versionId", version."bundleHash", coalesce(location."egress", '{}') as "egress",
      run."job", run."assetKeys", run."plan", run."config", run."partitionKeys", run."tags", run."reuse", run."createdAt",
      jsonb_build_object(
        'memoryBytes', least(deployment."sandboxMemoryBytes", org."sandboxMemoryBytesMax"),
        'cpuCores', least(deployment."sandboxCpuCores", org."sandboxCpuCoresMax"),
        'processesMax', least(deployment."sandboxProcessesMax", org."sandboxProcessesMax"),
        'scratchBytes', least(deployment."sandboxScratchBytes", org."sandboxScratchBytesMax"),
        'wallTimeMs', least(deployment."runWallTimeMs", org."runWallTimeMsMax")
      ) as "sandbox"
    from "Run" run
    join "Organization" org on org."id" = run."orgId"
    join "Deployment" deployment on deployment."orgId" = run."orgId" and deployment."id" = run."deploymentId"
    join "CodeLocation" location on location."orgId" = run."orgId" and location."id" = run."locationId"
    join "LocationVersion" version on version."orgId" = run."orgId" and version."id" = run."versionId"
    where run."orgId" = ${orgId} and run."id" = ${runId}
  `);
  return run ?? null;
}
