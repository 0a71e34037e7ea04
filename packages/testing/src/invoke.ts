import { jsonText, parseWith, partitionContext, StepState, withoutState } from "@millrace/runtime";
import type { AnyAsset, AssetDef, CheckDef, CheckResult, MetadataMap, OpDef, RunContext } from "@millrace/sdk";

/** What a function that a test calls directly receives; what is left out is empty. */
export interface InvokeContext {
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly input?: unknown;
  /** For checks: the asset's value. */
  readonly value?: unknown;
  readonly config?: unknown;
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly partition?: string;
  /** What the asset (or its partition) has in `state`; what it sets is written here too. */
  readonly state?: Record<string, unknown>;
  /** The same of `state.asset`, for a partitioned asset. */
  readonly assetState?: Record<string, unknown>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly attempt?: number;
  readonly signal?: AbortSignal;
  /** Receives what the function records. */
  readonly metadata?: Record<string, unknown>;
}

/**
 * Calls the function of one asset, op or check directly, with a context built from what is given. Config and input are
 * validated (defaults included); values go through JSON on the way in and out.
 * @example
 * expect(await invoke(revenue, { inputs: { orders: [{ amount: 2 }] }, partition: "2026-01-02" })).toEqual({ total: 2 });
 */
export function invoke(check: CheckDef, context?: InvokeContext): Promise<CheckResult>;
// biome-ignore lint/suspicious/noExplicitAny: any partitions
export function invoke<Out>(asset: AssetDef<any, Out, any>, context?: InvokeContext): Promise<Out>;
export function invoke<I, O>(op: OpDef<I, O>, context?: InvokeContext): Promise<O>;
export async function invoke(
  definition: AnyAsset | OpDef<unknown, unknown> | CheckDef,
  given: InvokeContext = {},
): Promise<unknown> {
  const asset: AnyAsset | undefined =
    definition.kind === "asset" ? definition : definition.kind === "check" ? definition.asset : undefined;
  const subject = `${definition.kind} "${definition.kind === "asset" ? definition.key : definition.name}"`;
  if (!definition.run) throw new TypeError(`${subject} belongs to another code location: it has no function here`);
  const settings = definition.kind === "check" ? {} : definition.settings;
  const context = {
    ...runContext(given),
    resources: given.resources ?? {},
    inputs: roundTrip(given.inputs ?? {}, `inputs of ${subject}`),
    value: roundTrip(given.value, `value of ${subject}`),
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
  const output = await (definition.kind === "asset"
    ? runWithState(definition, context, given, subject)
    : definition.run(withoutState(context, subject) as never));
  const usesJson = definition.kind !== "asset" || definition.settings.io === undefined;
  return usesJson ? roundTrip(output, subject) : output;
}

/** Calls an asset's function; what it sets in its state is written to what the test gave. */
async function runWithState(asset: AnyAsset, context: object, given: InvokeContext, subject: string): Promise<unknown> {
  const { partition, state: own = {}, assetState: whole = {} } = given;
  const isPartitioned = asset.settings.partitions !== undefined && partition !== undefined;
  const state = new StepState({
    subject,
    ...(isPartitioned
      ? { partitionKeys: [partition], stored: { asset: whole, partitions: { [partition]: own } } }
      : { stored: { asset: own } }),
  });
  const commit = (): void => {
    const { asset: changes, partitions } = state.take() ?? {};
    Object.assign(isPartitioned ? whole : own, changes);
    if (isPartitioned) Object.assign(own, partitions?.[partition]);
  };
  const output: unknown = await asset.run?.({ ...context, state: state.view() } as never);
  if (isGenerator(output)) return thenCommit(output, commit);
  commit();
  return output;
}

const isGenerator = (output: unknown): output is AsyncGenerator | Generator =>
  typeof output === "object" && output !== null && "next" in output && typeof output.next === "function";

/** A generator sets state while it is read. */
async function* thenCommit(output: AsyncGenerator | Generator, commit: () => void): AsyncGenerator {
  yield* output;
  commit();
}

function roundTrip(value: unknown, subject: string): unknown {
  return value === undefined ? undefined : JSON.parse(jsonText(value, subject));
}

function runContext(given: InvokeContext): RunContext {
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
