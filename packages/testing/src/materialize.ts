import { selectedAssets } from "@millrace/core/plan";
import { type LocalRunOptions, MemoryPartitions, runLocally } from "@millrace/runtime";
import { type AnyAsset, type AssetDef, type Definitions, toManifest, type UsedBy } from "@millrace/sdk";
import { checkNames } from "./check-names";
import { definitionsOf } from "./definitions-of";
import { givenState } from "./given-state";
import { givenValues, type PartitionValues } from "./given-values";
import type { RunOptions } from "./run-options";
import { type RunResult, readValues, runResult } from "./run-result";
import { scratchDir } from "./scratch";

/** Options for {@link materialize}. */
export interface MaterializeOptions<A extends AnyAsset = AnyAsset> extends RunOptions<UsedBy<A>> {
  /** Values of assets that are loaded but not materialized, by key. Typed for the listed assets. */
  readonly values?: GivenValues<A>;
  /** Config per asset. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Selection that limits which of the given assets and their upstream assets are materialized. */
  readonly selection?: string;
}

type OutputOf<A, K> = Extract<A, { key: K }> extends AssetDef<string, infer Out, infer _P> ? Out : never;

type GivenValues<A extends AnyAsset> = Readonly<Record<string, unknown>> & {
  readonly [K in A["key"]]?: OutputOf<A, K> | PartitionValues;
};

/** Result of materializing assets. */
export interface MaterializeResult<A extends AnyAsset> extends RunResult {
  /** Returns the value of an asset, deserialized from what was stored. */
  value<K extends A["key"]>(key: K): OutputOf<A, K>;
}

/**
 * Materializes assets in this process, as a run would: no server, no network, and values are serialized as in
 * production. Assets upstream of the given ones are materialized too, unless `values` has them or `selection` excludes
 * them.
 * @example
 * const result = await materialize([revenue], { partition: "2026-01-02", resources: { warehouse: fake } });
 * expect(result.value("revenue").total).toBe(216);
 */
export async function materialize<const A extends readonly AnyAsset[]>(
  assets: A,
  options: MaterializeOptions<A[number]> = {},
): Promise<MaterializeResult<A[number]>> {
  const definitions = definitionsOf(assets, undefined, options);
  checkNames("config", options.config, definitions.assets.keys(), "no asset here has that key");
  const keys =
    options.selection === undefined
      ? closure(assets, options.values ?? {})
      : selectedAssets(toManifest(definitions), options.selection);
  const run = await runTest(definitions, { kind: "assets", keys }, keys, options, options.config);
  const values = await readValues(run, definitions, scratchDir());
  return {
    ...runResult(run, definitions),
    value: (key) => {
      const failed = run.done.error;
      if (!values.has(key) && failed)
        throw new Error(`asset "${key}" has no value: the run failed with ${failed.name}: ${failed.message}`);
      return values.get(key) as never;
    },
  };
}

/** Runs a target for a test. Retries don't wait. */
export async function runTest(
  definitions: Definitions,
  target: LocalRunOptions["target"],
  keys: readonly string[],
  options: RunOptions,
  config: unknown,
) {
  const { partition = [], values = {}, ...rest } = options;
  checkNames("resources", rest.resources, definitions.resources.keys(), "nothing here needs a resource of that name");
  const partitions = typeof partition === "string" ? [partition] : partition;
  const isPartitioned = keys.some((key) => definitions.assets.get(key)?.settings.partitions);
  return runLocally(definitions, {
    target,
    config,
    partitionKeys: isPartitioned ? partitions : [],
    values: await givenValues(definitions, values, partitions, scratchDir()),
    state: givenState(definitions, options, partitions),
    ...(rest.dynamicPartitions ? { partitions: new MemoryPartitions(rest.dynamicPartitions) } : {}),
    sleep: async () => {},
    tags: rest.tags,
    variables: rest.variables,
    resources: rest.resources,
    signal: rest.signal,
  });
}

/** Returns the given assets and those upstream of them, except those with a given value and external ones. */
function closure(assets: readonly AnyAsset[], values: Readonly<Record<string, unknown>>): string[] {
  const closed = new Set<AnyAsset>(assets);
  for (const asset of closed) {
    for (const dep of Object.values(asset.settings.deps ?? {})) {
      const upstream: AnyAsset = dep.kind === "view" ? (dep.asset as AnyAsset) : dep;
      if (upstream.run && !Object.hasOwn(values, upstream.key)) closed.add(upstream);
    }
  }
  return [...closed].map((asset) => asset.key);
}
