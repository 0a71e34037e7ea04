import type { JobManifest, OpManifest, ScheduleManifest, SensorManifest, SensorMonitor } from "@millrace/core/manifest";
import type { Definitions } from "../collect";
import type { AnyJob } from "../job";
import type { Monitors } from "../sensor";
import { commonManifest, jsonSchema, type Locate, optionalMs, sourceOf } from "./common";

export function opManifests(definitions: Definitions, locate: Locate | undefined): OpManifest[] {
  return [...definitions.ops.values()].map((op) => ({
    ...commonManifest(`op "${op.name}"`, op.settings),
    name: op.name,
    input: jsonSchema(`op "${op.name}" input`, op.settings.input),
    resources: Object.values(op.settings.resources ?? {}).map((resource) => resource.name),
    source: sourceOf(op, definitions.files.get(op), locate),
  }));
}

export function jobManifests(definitions: Definitions, locate: Locate | undefined): JobManifest[] {
  return [...definitions.jobs.values()].map((job) => ({
    ...commonManifest(`job "${job.name}"`, job.settings),
    name: job.name,
    input: jsonSchema(`job "${job.name}" input`, job.settings.input),
    select: selectionText(job),
    nodes: job.graph && [...job.graph.nodes],
    partitions: job.settings.partitions?.spec,
    concurrency: job.settings.concurrency && { ...job.settings.concurrency },
    parallelStepsMax: job.settings.parallelSteps,
    hooks: job.settings.hooks && {
      success: job.settings.hooks.success !== undefined,
      failure: job.settings.hooks.failure !== undefined,
    },
    source: sourceOf(job, definitions.files.get(job), locate),
  }));
}

/** Returns the job's selection. A list of assets becomes a selection of their keys. */
function selectionText(job: AnyJob): string | undefined {
  if (job.select === undefined || typeof job.select === "string") return job.select;
  return job.select.map((asset) => `key:${JSON.stringify(asset.key)}`).join(" or ");
}

export function scheduleManifests(definitions: Definitions, locate: Locate | undefined): ScheduleManifest[] {
  return [...definitions.schedules.values()].map((schedule) => {
    const { name, settings } = schedule;
    return {
      name,
      description: settings.description,
      crons: typeof settings.cron === "string" ? [settings.cron] : [...settings.cron],
      timeZone: settings.timeZone ?? "UTC",
      job: settings.target.name,
      catchUp: settings.catchUp,
      defaultStatus: settings.defaultStatus ?? "stopped",
      owners: [...(settings.owners ?? [])],
      tags: { ...settings.tags },
      timeoutMs: optionalMs(settings.timeout, `schedule "${name}" timeout`),
      source: sourceOf(schedule, definitions.files.get(schedule), locate),
    };
  });
}

export function sensorManifests(definitions: Definitions, locate: Locate | undefined): SensorManifest[] {
  return [...definitions.sensors.values()].map((sensor) => {
    const { name, settings } = sensor;
    return {
      name,
      description: settings.description,
      job: settings.target?.name,
      monitors: settings.monitors && monitorManifest(settings.monitors),
      everyMs: optionalMs(settings.every, `sensor "${name}" every`) ?? 30_000,
      cursor: jsonSchema(`sensor "${name}" cursor`, settings.cursor),
      defaultStatus: settings.defaultStatus ?? "stopped",
      owners: [...(settings.owners ?? [])],
      tags: { ...settings.tags },
      timeoutMs: optionalMs(settings.timeout, `sensor "${name}" timeout`),
      resources: Object.values(settings.resources ?? {}).map((resource) => resource.name),
      source: sourceOf(sensor, definitions.files.get(sensor), locate),
    };
  });
}

function monitorManifest(monitors: Monitors): SensorMonitor {
  switch (monitors.kind) {
    case "asset":
      return { kind: "asset", asset: monitors.asset.key };
    case "multiAsset":
      return { kind: "multiAsset", assets: monitors.assets.map((asset) => asset.key) };
    case "runStatus":
      return { ...monitors, statuses: [...monitors.statuses], jobs: monitors.jobs?.map((job) => job.name) };
  }
}
