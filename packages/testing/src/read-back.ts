import { ownValue } from "@millrace/core";
import { jsonText, MemoryValues, RunValues } from "@millrace/runtime";
import { type AnyAsset, type AnyDep, assetOf } from "@millrace/sdk";
import { PartitionValues } from "./given-values";
import { scratchDir } from "./scratch";

/** Returns a value of an asset as a downstream function receives it: stored in memory and loaded again. */
export async function readBack(asset: AnyAsset, value: unknown, subject: string): Promise<unknown> {
  const values = new RunValues({ values: new MemoryValues(), scratchDir: scratchDir() }, {});
  await values.store({ step: asset.key, stepAttempt: 1, subject, asset: asset.settings }, value);
  return values.load(asset.key, asset.settings.io);
}

/** Returns the inputs of an asset, each stored and loaded with the IO manager of its asset. */
export async function readBackInputs(
  asset: AnyAsset,
  given: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const inputs: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const dep = ownValue(asset.settings.deps, name);
    const subject = `inputs.${name} of asset "${asset.key}"`;
    inputs[name] = dep === undefined ? plain(value, subject) : await readBackInput(dep, value, subject);
  }
  return inputs;
}

async function readBackInput(dep: AnyDep, value: unknown, subject: string): Promise<unknown> {
  const upstream = assetOf(dep);
  const isOfMany = dep.kind === "view" && dep.view !== "value" && upstream.settings.partitions !== undefined;
  if (!isOfMany) return readBack(upstream, value, subject);
  if (Array.isArray(value)) return Promise.all(value.map((one) => readBack(upstream, one, subject)));
  const byPartition = value instanceof PartitionValues ? value.byPartition : (value as Record<string, unknown>);
  const entries = Object.entries(byPartition ?? {});
  const read = entries.map(async ([key, one]) => [key, await readBack(upstream, one, subject)] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** Returns a value as JSON preserves it. */
export function plain(value: unknown, subject: string): unknown {
  return value === undefined ? undefined : JSON.parse(jsonText(value, subject));
}
