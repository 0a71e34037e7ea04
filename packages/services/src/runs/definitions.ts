import type { Manifest } from "@millrace/core/manifest";

/** A location as a deployment serves it. */
export type ActiveLocation = {
  readonly locationId: string;
  /** Its name. */
  readonly location: string;
  readonly versionId: string;
};

export type DeploymentSettings = {
  readonly id: string;
  readonly name: string;
  readonly runRetriesMax: number;
  readonly parallelStepsMax: number | null;
};

export type LaunchQuotas = {
  readonly queuedRunsMax: number;
  readonly runsPerDayMax: number;
};

export type DynamicKeys = Readonly<Record<string, readonly string[]>>;

/** What a launch reads. Manifests never change, so that a reader may keep them. */
export type DefinitionReader = {
  findDeployment(orgId: string, deploymentId: string): Promise<DeploymentSettings | null>;
  listActive(orgId: string, deploymentId: string): Promise<readonly ActiveLocation[]>;
  getManifest(orgId: string, versionId: string): Promise<Manifest>;
  /** Names of the variables that a location sees, without their values. */
  listVariableNames(orgId: string, deploymentId: string, locationId: string): Promise<readonly string[]>;
  /** The keys of dynamic partitions by the name of their set. */
  listDynamicKeys(orgId: string, deploymentId: string, sets: readonly string[]): Promise<DynamicKeys>;
  /** Which of some partitions of an asset have a stored value. */
  listStoredPartitions(
    orgId: string,
    deploymentId: string,
    asset: string,
    partitions: readonly string[],
  ): Promise<readonly string[]>;
  getQuotas(orgId: string): Promise<LaunchQuotas>;
};
