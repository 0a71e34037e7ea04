import type { JobManifest, ScheduleManifest, SensorManifest } from "../manifest";

/** A job as a deployment's active version declares it. */
export type JobDefinition = {
  readonly key: string;
  readonly locationId: string;
  /** The name of the code location. */
  readonly location: string;
  readonly versionId: string;
  readonly data: JobManifest;
};

/** A run as the list of jobs shows it. */
export type JobRun = {
  readonly job: string;
  readonly id: string;
  readonly status: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
};

export type TriggerDefinition =
  | { readonly kind: "schedule"; readonly key: string; readonly location: string; readonly data: ScheduleManifest }
  | { readonly kind: "sensor"; readonly key: string; readonly location: string; readonly data: SensorManifest };
