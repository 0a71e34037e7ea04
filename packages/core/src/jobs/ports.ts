import type { Manifest } from "../manifest";
import type { JobDefinition, JobRun, TriggerDefinition } from "./records";

/** What pages and the API read of jobs. */
export type JobReader = {
  listDefinitions(orgId: string, deploymentId: string): Promise<readonly JobDefinition[]>;
  listTriggers(orgId: string, deploymentId: string): Promise<readonly TriggerDefinition[]>;
  /** The newest runs of each job, newest first. */
  listRecentRuns(
    orgId: string,
    deploymentId: string,
    jobs: readonly string[],
    perJob: number,
  ): Promise<readonly JobRun[]>;
  findManifest(orgId: string, versionId: string): Promise<Manifest | null>;
};
