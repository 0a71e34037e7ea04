import type { AssetManifest } from "../manifest";

/** An asset of a deployment, by its key. */
export type AssetRef = { readonly deploymentId: string; readonly asset: string };

export type AssetDefinition = {
  readonly key: string;
  readonly locationId: string;
  /** The name of the code location. */
  readonly location: string;
  readonly data: AssetManifest;
};

/** The newest facts of an asset. */
export type AssetState = {
  readonly key: string;
  readonly lastMaterializedAt: Date | null;
  readonly lastRunId: string | null;
  readonly lastStatus: string | null;
  readonly lastFailedAt: Date | null;
  /** Partitions whose newest run failed. */
  readonly failedPartitions: number;
  readonly lastMetadata: Readonly<Record<string, unknown>> | null;
  readonly runningRunId: string | null;
  readonly checks: Readonly<Record<string, { passed: boolean; severity: string; at: string }>> | null;
  readonly codeVersion: string | null;
  readonly dataVersion: string | null;
};

export type Materialization = {
  readonly id: number;
  readonly at: Date;
  readonly runId: string;
  readonly step: string;
  readonly partition: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  readonly codeVersion: string | null;
  readonly dataVersion: string | null;
};

export type CheckResult = {
  readonly id: number;
  readonly check: string;
  readonly at: Date;
  readonly runId: string;
  readonly partition: string | null;
  readonly passed: boolean;
  readonly severity: string;
  readonly blocking: boolean;
  readonly message: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
};
