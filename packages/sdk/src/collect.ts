import { checkStepKey } from "@millrace/core/check-step-key";
import type { AnyAsset } from "./asset-def";
import type { CheckDef } from "./check";
import { definitionError, definitionKind, definitionStack } from "./definition";
import { assetOf } from "./dep";
import type { AnyJob } from "./job";
import type { LocationDef } from "./location";
import type { AnyOp } from "./op";
import type { ResourceDef } from "./resource";
import type { ScheduleDef } from "./schedule";
import type { SensorDef } from "./sensor";

/** Everything that a code location's modules export, by name, with the file that exports it. */
export interface Definitions {
  readonly assets: Map<string, AnyAsset>;
  /** Keyed by `<asset>/check:<name>`. */
  readonly checks: Map<string, CheckDef>;
  readonly ops: Map<string, AnyOp>;
  readonly jobs: Map<string, AnyJob>;
  readonly schedules: Map<string, ScheduleDef>;
  readonly sensors: Map<string, SensorDef>;
  readonly resources: Map<string, ResourceDef<unknown>>;
  location?: LocationDef;
  /** The file that exports a definition. */
  readonly files: Map<object, string>;
}

/** Exports of a project's modules, by path. */
export type Modules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Collects the definitions among modules' exports (values, and lists and records of values). Ops, resources, and the
 * jobs of schedules and sensors are collected with the definitions that use them; assets must be exported themselves.
 */
export function collectDefinitions(modules: Modules): Definitions {
  const found: Definitions = {
    assets: new Map(),
    checks: new Map(),
    ops: new Map(),
    jobs: new Map(),
    schedules: new Map(),
    sensors: new Map(),
    resources: new Map(),
    files: new Map(),
  };
  for (const [file, exports] of Object.entries(modules)) {
    for (const value of Object.values(exports).flatMap(membersOf)) {
      if (definitionKind(value)) add(found, value as Collected, file);
    }
  }
  for (const asset of [...found.assets.values()]) addUsedByAsset(found, asset);
  for (const sensor of found.sensors.values()) addMonitored(found, sensor);
  return found;
}

/** Returns the definitions in an export: itself, or the members of a list or record, such as a factory returns. */
function membersOf(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null || definitionKind(value)) return [value];
  const prototype: unknown = Object.getPrototypeOf(value);
  const isRecord = prototype === Object.prototype || prototype === null;
  return Array.isArray(value) || isRecord ? Object.values(value) : [];
}

type Collected = AnyAsset | CheckDef | AnyOp | AnyJob | ScheduleDef | SensorDef | ResourceDef<unknown> | LocationDef;

function add(found: Definitions, definition: Collected, file: string): void {
  if (found.files.has(definition)) return;
  const put = <T extends object>(map: Map<string, T>, name: string, value: T): void => {
    const known = map.get(name);
    if (known && known !== value) throw duplicate(definition, known, found.files.get(known), file);
    map.set(name, value);
  };
  found.files.set(definition, file);
  switch (definition.kind) {
    case "asset":
      put(found.assets, definition.key, definition);
      break;
    case "check":
      put(found.checks, checkStepKey(definition.asset.key, definition.name), definition);
      break;
    case "op":
      put(found.ops, definition.name, definition);
      addResources(found, definition.settings.resources, file);
      break;
    case "job":
      put(found.jobs, definition.name, definition);
      for (const op of definition.graph?.ops.values() ?? []) add(found, op, file);
      break;
    case "schedule":
      put(found.schedules, definition.name, definition);
      add(found, definition.settings.target, file);
      break;
    case "sensor":
      put(found.sensors, definition.name, definition);
      addUsedBySensor(found, definition, file);
      break;
    case "resource":
      put(found.resources, definition.name, definition);
      break;
    case "location":
      if (found.location && found.location !== definition)
        throw duplicate(definition, found.location, found.files.get(found.location), file);
      found.location = definition;
  }
}

function addUsedBySensor(found: Definitions, { settings }: SensorDef, file: string): void {
  const { resources, target, monitors } = settings;
  addResources(found, resources, file);
  if (target) add(found, target, file);
  if (monitors?.kind === "runStatus") for (const job of monitors.jobs ?? []) add(found, job, file);
}

function addMonitored(found: Definitions, sensor: SensorDef): void {
  const { monitors } = sensor.settings;
  if (!monitors || monitors.kind === "runStatus") return;
  const file = found.files.get(sensor) ?? "?";
  for (const asset of monitors.kind === "asset" ? [monitors.asset] : monitors.assets)
    addReferred(found, asset, file, `sensor "${sensor.name}" (${file}) monitors`);
}

function addUsedByAsset(found: Definitions, asset: AnyAsset): void {
  const file = found.files.get(asset) ?? "?";
  addResources(found, asset.settings.resources, file);
  for (const [input, dep] of Object.entries(asset.settings.deps ?? {}))
    addReferred(found, assetOf(dep), file, `asset "${asset.key}" (${file}): deps.${input} is`);
}

/**
 * Adds an asset that another definition refers to. External assets are added; this code location's own must be
 * exported.
 */
function addReferred(found: Definitions, asset: AnyAsset, file: string, by: string): void {
  if (found.files.has(asset)) return;
  if (asset.run) throw definitionError(`${by} asset "${asset.key}", which isn't exported. Export it.`);
  add(found, asset, file);
}

function addResources(
  found: Definitions,
  resources: Readonly<Record<string, ResourceDef<unknown>>> | undefined,
  file: string,
): void {
  for (const resource of Object.values(resources ?? {})) add(found, resource, file);
}

/** Returns an error that names both files, with a stack that points to the second one. */
function duplicate(second: Collected, first: object, firstFile: string | undefined, secondFile: string): Error {
  const where = firstFile === secondFile ? `twice in ${secondFile}` : `in ${firstFile} and in ${secondFile}`;
  const error = definitionError(sentenceOf(second, first, where));
  const stack = definitionStack(second);
  if (stack !== undefined) error.stack = stack.replace(/^.*/, String(error));
  return error;
}

function sentenceOf(second: Collected, first: object, where: string): string {
  if (second.kind === "location") return `defineLocation() is called ${where}. Remove one.`;
  const name = "key" in second ? second.key : second.name;
  if (second.kind !== "asset") return `${second.kind} "${name}" is defined ${where}: rename one`;
  const externals = [second, first as AnyAsset].filter((asset) => asset.run === undefined).length;
  if (externals === 2) return `externalAsset("${name}") is declared ${where}. Keep one and import it.`;
  if (externals === 1)
    return `asset "${name}" is defined ${where}, once as externalAsset. Import the asset itself; externalAsset is only for assets in other code locations.`;
  return `asset "${name}" is defined ${where}: rename one`;
}
