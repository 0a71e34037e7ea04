import {
  MemoryPartitions,
  parseWith,
  partitionContext,
  StepPartitions,
  StepState,
  withoutState,
} from "@millrace/runtime";
import type {
  AnyAsset,
  AssetDef,
  CheckDef,
  CheckResult,
  MetadataMap,
  OpDef,
  ResourceOverrides,
  RunContext,
} from "@millrace/sdk";
import { plain, readBack, readBackInputs } from "./read-back";
import { resourceOverrides } from "./resource-overrides";

/** Context for a directly invoked function. Omitted fields are empty. */
export interface InvokeContext<R = unknown> {
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly input?: unknown;
  /** For checks: the asset's value. */
  readonly value?: unknown;
  readonly config?: unknown;
  /** Values that stand in for resources, by the resources' names. */
  readonly resources?: ResourceOverrides<R>;
  readonly partition?: string;
  /** What the asset (or its partition) has in `state`; what it sets is written here too. */
  readonly state?: Record<string, unknown>;
  /** The same of `state.asset`, for a partitioned asset. */
  readonly assetState?: Record<string, unknown>;
  /** The keys of dynamic sets, by the set's name; what the function adds and deletes is written here too. */
  readonly dynamicPartitions?: Record<string, readonly string[]>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly attempt?: number;
  readonly signal?: AbortSignal;
  /** Receives what the function records. */
  readonly metadata?: Record<string, unknown>;
}

/** Any of them, compared by its members: TypeScript 5.9 would compare only what `R` is. */
type AnyContext = Pick<InvokeContext, keyof InvokeContext>;

/**
 * Calls the function of one asset, op or check directly, with a context built from what is given. Config and input are
 * validated (defaults included); values are stored and read back on their way in and out, by the io of their asset.
 * @example
 * expect(await invoke(revenue, { inputs: { orders: [{ amount: 2 }] }, partition: "2026-01-02" })).toEqual({ total: 2 });
 */
export function invoke(check: CheckDef, context?: InvokeContext<never>): Promise<CheckResult>;
export function invoke<Out, R>(
  // biome-ignore lint/suspicious/noExplicitAny: any partitions
  asset: AssetDef<any, Out, any, R>,
  context?: InvokeContext<NoInfer<R>>,
): Promise<Out>;
export function invoke<I, O, R>(op: OpDef<I, O, R>, context?: InvokeContext<NoInfer<R>>): Promise<O>;
export async function invoke(
  definition: AnyAsset | OpDef<unknown, unknown> | CheckDef,
  given: AnyContext = {},
): Promise<unknown> {
  const asset: AnyAsset | undefined =
    definition.kind === "asset" ? definition : definition.kind === "check" ? definition.asset : undefined;
  const subject = `${definition.kind} "${definition.kind === "asset" ? definition.key : definition.name}"`;
  if (!definition.run)
    throw new TypeError(`${subject} belongs to another code location, so it has no function to call`);
  const settings = definition.kind === "check" ? {} : definition.settings;
  const sets = new MemoryPartitions(given.dynamicPartitions);
  const changes = new StepPartitions(sets, subject);
  const context = {
    ...runContext(given),
    partitions: changes.view(),
    resources: resourceOverrides("resources" in settings ? settings.resources : {}, given.resources ?? {}, subject),
    inputs: asset ? await readBackInputs(asset, given.inputs ?? {}) : undefined,
    value: asset && (await readBack(asset, given.value, `value of ${subject}`)),
    partition: partitionContext(
      asset?.settings.partitions,
      given.partition === undefined ? [] : [given.partition],
      subject,
    ),
    config:
      "config" in settings && settings.config
        ? await parseWith(settings.config, given.config ?? {}, `config of ${subject}`)
        : given.config,
    input: "input" in settings ? await parseWith(settings.input, given.input, `input of ${subject}`) : given.input,
  };
  const output =
    definition.kind === "asset"
      ? await runWithState(definition, context, given, subject)
      : plain(await definition.run(withoutState(context, subject) as never), subject);
  sets.change((await changes.take()) ?? {});
  Object.assign(given.dynamicPartitions ?? {}, sets.all());
  return output;
}

/** Calls an asset's function and stores what it returns; what it sets in its state is written to what the test gave. */
async function runWithState(asset: AnyAsset, context: object, given: AnyContext, subject: string): Promise<unknown> {
  const { partition, state: own = {}, assetState: whole = {} } = given;
  const isPartitioned = asset.settings.partitions !== undefined && partition !== undefined;
  const state = new StepState({
    subject,
    ...(isPartitioned
      ? { partitionKeys: [partition], stored: { asset: whole, partitions: { [partition]: own } } }
      : { stored: { asset: own } }),
  });
  const returned = await asset.run?.({ ...context, state: state.view() } as never);
  // A generator sets state while what it yields is stored.
  const output = await readBack(asset, returned, subject);
  const { asset: changes, partitions } = state.take() ?? {};
  Object.assign(isPartitioned ? whole : own, changes);
  if (isPartitioned) Object.assign(own, partitions?.[partition]);
  return output;
}

function runContext(given: InvokeContext): Omit<RunContext, "partitions"> {
  const silent = (): void => {};
  return {
    runId: "run_test",
    attempt: given.attempt ?? 1,
    job: undefined,
    deployment: "test",
    location: "test",
    tags: given.tags ?? {},
    signal: given.signal ?? new AbortController().signal,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    metadata: (values: MetadataMap) => void Object.assign(given.metadata ?? {}, values),
  };
}
