import { ownValue } from "@millrace/core";
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
  /** The asset's value, for checks. */
  readonly value?: unknown;
  readonly config?: unknown;
  /** Fakes for resources, keyed by resource name. */
  readonly resources?: ResourceOverrides<R>;
  readonly partition?: string;
  /** Contents of `state` (of the asset, or of its partition). Changes are written back to this object. */
  readonly state?: Record<string, unknown>;
  /** Contents of `state.asset`, for a partitioned asset. Changes are written back to this object. */
  readonly assetState?: Record<string, unknown>;
  /**
   * Keys of partition sets, by the set's name. Keys that the function adds and deletes are written back to this object.
   */
  readonly dynamicPartitions?: Record<string, readonly string[]>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly attempt?: number;
  readonly signal?: AbortSignal;
  /** Receives the metadata that the function records. */
  readonly metadata?: Record<string, unknown>;
}

/** Any context, compared by its members. TypeScript 5.9 would compare only `R`. */
type AnyContext = Pick<InvokeContext, keyof InvokeContext>;

/**
 * Calls the function of one asset, op, or check directly, with a context built from the given values. Config and input
 * are validated, and defaults applied. Values are stored and loaded with their asset's IO manager, on the way in and
 * out.
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

/** Calls an asset's function and stores its return value. State changes are written back to the test's objects. */
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
  // A generator can set state while the values it yields are stored.
  const output = await readBack(asset, returned, subject);
  const { asset: changes, partitions } = state.take() ?? {};
  Object.assign(isPartitioned ? whole : own, changes);
  if (isPartitioned) Object.assign(own, ownValue(partitions, partition));
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
