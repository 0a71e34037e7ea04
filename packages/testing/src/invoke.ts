import { jsonText, parseWith, partitionContext } from "@millrace/runtime";
import type { AnyAsset, AssetDef, CheckDef, CheckResult, Json, MetadataMap, OpDef, RunContext } from "@millrace/sdk";

/** What a function that a test calls directly receives; what is left out is empty. */
export interface InvokeContext {
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly input?: unknown;
  /** For checks: the asset's value. */
  readonly value?: unknown;
  readonly config?: unknown;
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly partition?: string;
  readonly state?: Record<string, Json>;
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
  const output = await definition.run(context as never);
  const usesJson = definition.kind !== "asset" || definition.settings.io === undefined;
  return usesJson ? roundTrip(output, subject) : output;
}

function roundTrip(value: unknown, subject: string): unknown {
  return value === undefined ? undefined : JSON.parse(jsonText(value, subject));
}

function runContext(given: InvokeContext): RunContext {
  const state = given.state ?? {};
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
    state: {
      get: (key) => state[key] as never,
      set: (key, value) => {
        state[key] = value;
      },
    },
    metadata: (values: MetadataMap) => void Object.assign(given.metadata ?? {}, values),
  };
}
