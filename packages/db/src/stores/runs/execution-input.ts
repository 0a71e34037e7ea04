import type { ExecutionInput } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

export async function findExecutionInput(db: Queryable, orgId: string, runId: string): Promise<ExecutionInput | null> {
  const [run] = await db.query<ExecutionInput>(sql`
    select run."orgId", run."id", run."status", run."version", run."attempt", run."deploymentId", deployment."name" as "deployment",
      run."locationId", run."location", version."bundleHash", coalesce(location."egress", '{}') as "egress",
      run."job", run."plan", run."config", run."partitionKeys", run."tags", run."reuse",
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
