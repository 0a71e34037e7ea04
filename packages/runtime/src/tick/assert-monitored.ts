import { dynamicSetsOf, partitionSet } from "@millrace/core/partitions";
import type { AnyAsset, AssetEvent, RunEvent, SensorDef, SensorEvent } from "@millrace/sdk";
import { StepError } from "../errors/step-error";

/** Throws if an event isn't one that a sensor receives: of what it monitors, in a partition that exists. */
export function assertMonitored(sensor: SensorDef, events: readonly SensorEvent[], now: Date): void {
  for (const [index, event] of events.entries()) {
    const problem = problemOf(sensor, event, now);
    if (problem) throw new StepError("NOT_MONITORED", `events[${index}]${problem}`, { retry: false });
  }
}

function problemOf({ name, settings: { monitors } }: SensorDef, event: SensorEvent, now: Date): string | undefined {
  const subject = `sensor "${name}"`;
  if (!monitors) return `: ${subject} is a polling sensor and doesn't receive events`;
  if (monitors.kind === "runStatus") {
    return "asset" in event ? `: ${subject} monitors runs, not assets` : runProblem(subject, monitors, event);
  }
  if (!("asset" in event)) return `: ${subject} monitors assets, not runs`;
  return assetProblem(subject, monitors.kind === "asset" ? [monitors.asset] : monitors.assets, event, now);
}

type RunMonitors = Extract<NonNullable<SensorDef["settings"]["monitors"]>, { kind: "runStatus" }>;

function runProblem(subject: string, { statuses, jobs }: RunMonitors, { status, run }: RunEvent): string | undefined {
  if (!statuses.includes(status)) return `.status: ${subject} monitors ${statuses.join(", ")}, not ${status}`;
  const names = jobs?.map((job) => job.name);
  if (!names || (run.job !== undefined && names.includes(run.job))) return undefined;
  return `.run.job: ${subject} monitors ${names.join(", ")}, not ${run.job ?? "runs without a job"}`;
}

function assetProblem(
  subject: string,
  assets: readonly AnyAsset[],
  { asset: key, partition }: AssetEvent,
  now: Date,
): string | undefined {
  const asset = assets.find((one) => one.key === key);
  if (!asset) return `.asset: ${subject} monitors ${assets.map((one) => one.key).join(", ")}`;
  // Partitions of external assets and partition sets are known only to the platform.
  if (partition === undefined || !asset.run) return undefined;
  const spec = asset.settings.partitions?.spec;
  if (!spec) return `.partition: asset "${key}" isn't partitioned`;
  if (dynamicSetsOf(spec).length > 0) return undefined;
  const isKnown = partitionSet(spec, { now: now.getTime() }).indexOf(partition) >= 0;
  return isKnown ? undefined : `.partition: asset "${key}" has no partition "${partition}"`;
}
