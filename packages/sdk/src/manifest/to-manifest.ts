import type { EnvReference, Manifest, ResourceManifest } from "@millrace/core/manifest";
import { ownValue } from "@millrace/core/own";
import type { Definitions } from "../collect";
import { type EnvRef, envRefs } from "../env";
import { PROTOCOL_VERSION, SDK_VERSION } from "../version";
import { assetManifests, checkManifests } from "./assets";
import { jsonSchema, type Locate } from "./common";
import { jobManifests, opManifests, scheduleManifests, sensorManifests } from "./jobs";

/** Returns collected definitions as data: the description of a code location that the platform stores and shows. */
export function toManifest(definitions: Definitions, options: { locate?: Locate } = {}): Manifest {
  const { locate } = options;
  return {
    protocol: PROTOCOL_VERSION,
    sdkVersion: SDK_VERSION,
    assets: assetManifests(definitions, locate),
    checks: checkManifests(definitions, locate),
    ops: opManifests(definitions, locate),
    jobs: jobManifests(definitions, locate),
    schedules: scheduleManifests(definitions, locate),
    sensors: sensorManifests(definitions, locate),
    resources: resourceManifests(definitions),
    env: envReferences(definitions),
  };
}

/** Returns every reference to a variable in the values of a resource. */
function referencesOf(definitions: Definitions, resource: string): EnvRef<unknown>[] {
  const bound = ownValue(definitions.location?.resources, resource);
  return envRefs(bound ?? definitions.resources.get(resource)?.values);
}

function resourceManifests(definitions: Definitions): ResourceManifest[] {
  return [...definitions.resources.values()].map((resource) => ({
    name: resource.name,
    config: jsonSchema(`resource "${resource.name}" config`, resource.config),
    env: [...new Set(referencesOf(definitions, resource.name).map((reference) => reference.name))],
  }));
}

function envReferences(definitions: Definitions): EnvReference[] {
  const byName = new Map<string, EnvReference>();
  for (const resource of definitions.resources.keys()) {
    for (const { name, type, optional } of referencesOf(definitions, resource)) {
      const known = byName.get(name);
      byName.set(name, {
        name,
        type,
        optional: optional && (known?.optional ?? true),
        usedBy: [...new Set([...(known?.usedBy ?? []), resource])],
      });
    }
  }
  return [...byName.values()];
}
