import type { AnyJob, Definitions } from "@millrace/sdk";
import type { MapStack } from "../errors/wire-error";
import type { RunValues } from "../values/run-values";
import type { Leftovers } from "./leftovers";
import type { RunAssignment, RunPorts } from "./ports";
import type { ResourcePool } from "./resource-pool";

/** What the steps of a run share. */
export type Run = {
  readonly assignment: RunAssignment;
  readonly definitions: Definitions;
  readonly ports: RunPorts;
  readonly values: RunValues;
  readonly resources: ResourcePool;
  readonly job: AnyJob | undefined;
  readonly mapStack: MapStack | undefined;
  readonly leftovers: Leftovers;
  /** Validated input of the job. */
  readonly input: unknown;
};
