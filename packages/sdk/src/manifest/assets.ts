import type { AssetDependency, AssetManifest, CheckManifest, FreshnessSpec } from "@millrace/core/manifest";
import type { AnyAsset, AnyDep } from "../asset-def";
import type { Freshness } from "../automation";
import type { Definitions } from "../collect";
import { assetOf } from "../dep";
import { durationMs } from "../duration";
import { commonManifest, jsonSchema, type Locate, optionalMs, sourceOf } from "./common";

export function assetManifests(definitions: Definitions, locate: Locate | undefined): AssetManifest[] {
  return [...definitions.assets.values()].map((asset) => assetManifest(asset, definitions, locate));
}

function assetManifest(asset: AnyAsset, definitions: Definitions, locate: Locate | undefined): AssetManifest {
  const { settings } = asset;
  const subject = `asset "${asset.key}"`;
  return {
    ...commonManifest(subject, settings),
    key: asset.key,
    group: settings.group,
    deps: Object.entries(settings.deps ?? {}).map(([input, dep]) => dependency(input, dep)),
    external: asset.run === undefined,
    resources: Object.values(settings.resources ?? {}).map((resource) => resource.name),
    config: jsonSchema(`${subject} config`, settings.config),
    partitions: settings.partitions?.spec,
    io: settings.io?.name,
    freshness: freshness(subject, settings.freshness),
    automation: settings.automation?.spec,
    codeVersion: settings.codeVersion,
    source: sourceOf(asset, definitions.files.get(asset), locate),
  };
}

function dependency(input: string, dep: AnyDep): AssetDependency {
  const asset = assetOf(dep).key;
  if (dep.kind === "asset") return { input, asset, view: "value" };
  return { input, asset, view: dep.view, count: dep.count, mapping: dep.mapping?.spec };
}

function freshness(subject: string, setting: Freshness | undefined): FreshnessSpec | undefined {
  if (!setting) return undefined;
  const where = `${subject} freshness`;
  if ("failAfter" in setting)
    return { failAfterMs: durationMs(setting.failAfter, where), warnAfterMs: optionalMs(setting.warnAfter, where) };
  return {
    deadline: setting.deadline,
    lowerBoundMs: durationMs(setting.lowerBound, where),
    timeZone: setting.timeZone ?? "UTC",
  };
}

export function checkManifests(definitions: Definitions, locate: Locate | undefined): CheckManifest[] {
  return [...definitions.checks.values()].map((check) => ({
    asset: check.asset.key,
    name: check.name,
    description: check.settings.description,
    severity: check.settings.severity ?? "error",
    blocking: check.settings.blocking ?? false,
    source: sourceOf(check, definitions.files.get(check), locate),
  }));
}
