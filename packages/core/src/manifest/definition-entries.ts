import { z } from "zod";
import type { Manifest } from "./manifest";

export const DefinitionKind = z.enum(["asset", "check", "job", "schedule", "sensor"]);
export type DefinitionKind = z.infer<typeof DefinitionKind>;

/** One definition of a manifest under the key by which a deployment knows it. */
export type DefinitionEntry = {
  readonly kind: DefinitionKind;
  /** An asset's key, a name, or `<asset>:<check>`. */
  readonly key: string;
  readonly group: string | null;
  readonly owners: readonly string[];
  /** The manifest's entry. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** What a location itself defines, flat; assets of other locations are left out. */
export function definitionEntries(manifest: Manifest): DefinitionEntry[] {
  const entry = (
    kind: DefinitionKind,
    key: string,
    data: { owners?: readonly string[]; group?: string },
  ): DefinitionEntry => ({ kind, key, group: data.group ?? null, owners: data.owners ?? [], data });
  return [
    ...manifest.assets.filter((asset) => !asset.external).map((asset) => entry("asset", asset.key, asset)),
    ...manifest.checks.map((check) => entry("check", `${check.asset}:${check.name}`, check as object)),
    ...manifest.jobs.map((job) => entry("job", job.name, job)),
    ...manifest.schedules.map((schedule) => entry("schedule", schedule.name, schedule)),
    ...manifest.sensors.map((sensor) => entry("sensor", sensor.name, sensor)),
  ];
}
