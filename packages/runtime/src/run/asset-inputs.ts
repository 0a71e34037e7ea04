import { ownValue } from "@millrace/core/own";
import type { AssetDependency, PlanStep } from "@millrace/protocol";
import type { AnyAsset } from "@millrace/sdk";
import { assetOf } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { parseWith } from "./parse-with";
import type { Run } from "./run-state";
import { upstreamKeys } from "./upstream-keys";

/** Loads the `inputs` of an asset's function. */
export async function assetInputs(run: Run, asset: AnyAsset, step: PlanStep): Promise<Record<string, unknown>> {
  const inputs: Record<string, unknown> = {};
  for (const dependency of step.deps) {
    const dep = ownValue(asset.settings.deps, dependency.input);
    if (!dep)
      throw new StepError(
        "PLAN_MISMATCH",
        `asset "${asset.key}" has no dependency "${dependency.input}". The plan was created for another version.`,
        { retry: false },
      );
    inputs[dependency.input] = await load(run, asset, assetOf(dep), dependency);
  }
  return inputs;
}

async function load(run: Run, asset: AnyAsset, upstream: AnyAsset, dependency: AssetDependency): Promise<unknown> {
  switch (dependency.view) {
    case "ordered":
      return undefined;
    case "value":
      return one(run, asset, upstream, dependency);
    case "allPartitions":
      return upstream.settings.partitions
        ? record(run, asset, upstream, dependency)
        : one(run, asset, upstream, dependency);
    case "lastPartitions":
      return upstream.settings.partitions
        ? Object.values(await record(run, asset, upstream, dependency))
        : one(run, asset, upstream, dependency);
  }
}

async function one(run: Run, asset: AnyAsset, upstream: AnyAsset, dependency: AssetDependency): Promise<unknown> {
  if (!upstream.settings.partitions) return assetValue(run, asset, upstream, undefined);
  const keys = await upstreamKeys(run, asset, upstream, dependency);
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    throw new StepError(
      "MANY_PARTITIONS",
      `asset "${asset.key}": deps.${dependency.input} maps to ${keys.length} partitions of "${upstream.key}". Use .allPartitions(), .lastPartitions(n), or .mapped(…).`,
      { retry: false },
    );
  }
  return assetValue(run, asset, upstream, key);
}

async function record(
  run: Run,
  asset: AnyAsset,
  upstream: AnyAsset,
  dependency: AssetDependency,
): Promise<Record<string, unknown>> {
  const keys = await upstreamKeys(run, asset, upstream, dependency);
  const entries: [string, unknown][] = [];
  for (const key of keys) entries.push([key, await assetValue(run, asset, upstream, key)]);
  return Object.fromEntries(entries);
}

/**
 * Loads the value of an asset: from this run if it is part of it (with the same partition), otherwise the stored one.
 */
export async function assetValue(
  run: Run,
  reader: AnyAsset,
  upstream: AnyAsset,
  partition: string | undefined,
): Promise<unknown> {
  const { assignment, values } = run;
  const inRun = assignment.plan.steps.some((step) => step.key === upstream.key) || values.has(upstream.key);
  // In a run of several partitions, no asset returns a value, and none is what readers get for each of them.
  const isOfRun = partition === undefined || assignment.partitionKeys.includes(partition);
  if (inRun && isOfRun) return values.load(upstream.key, upstream.settings.io);

  const loaded = await values.loadAsset(upstream.key, partition, upstream.settings.io);
  if (!loaded.found) {
    const what =
      partition === undefined ? `asset "${upstream.key}"` : `partition "${partition}" of asset "${upstream.key}"`;
    throw new StepError(
      "VALUE_NOT_FOUND",
      `asset "${reader.key}" reads ${what}, which has no stored value. Materialize it first.`,
      { retry: false },
    );
  }
  return upstream.schema
    ? parseWith(upstream.schema, loaded.value, `the value of external asset "${upstream.key}"`)
    : loaded.value;
}
