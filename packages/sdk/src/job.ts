import type { z } from "zod";
import type { AnyAsset } from "./asset-def";
import { type Common, checkCommon } from "./common";
import type { Log } from "./context";
import { assertName, define, definitionError } from "./definition";
import { type BuiltGraph, buildGraph, type Graph } from "./graph";
import type { AnyPartitions, Partitions } from "./partitions";
import type { UsedBy, Uses } from "./resource";

/** Context passed to a hook. */
export interface HookContext {
  readonly runId: string;
  readonly job: string | undefined;
  /** Key of the step. */
  readonly step: string;
  /** Attempt number of the step, starting at 1. */
  readonly attempt: number;
  /** Error of the step. Undefined after a success. */
  readonly error?: { readonly name: string; readonly message: string; readonly code?: string };
  readonly tags: Readonly<Record<string, string>>;
  /** Log of the step that ended. */
  readonly log: Log;
}

/** Called after each step of the job. Errors in hooks are logged and don't affect the run. */
export interface Hooks {
  /** Called after a step succeeds. */
  readonly success?: (context: HookContext) => void | Promise<void>;
  /** Called after a step fails and won't be retried. */
  readonly failure?: (context: HookContext) => void | Promise<void>;
}

/** Settings of a job: typed where it is declared, of any type where the runtime reads them. */
// biome-ignore lint/suspicious/noExplicitAny: any partitions
export interface JobSettings<IS = z.ZodType, P = Partitions<any, any>> extends Common {
  /** Schema of a run's input. Also generates the form in the launch dialog. */
  readonly input?: IS;
  /** How runs are partitioned. Each run is for one partition, or for several. */
  readonly partitions?: P;
  /**
   * Maximum concurrent runs of this job. With `key` (a path into the input, such as `customer.id`), the limit applies
   * per value.
   */
  readonly concurrency?: { readonly key?: string; readonly limit: number };
  /** Functions called after each step. */
  readonly hooks?: Hooks;
  /** Maximum concurrent steps in a run. Defaults to the deployment's setting, or 10. */
  readonly parallelSteps?: number;
}

/** A graph of ops, or a selection of assets, that can be launched manually, by schedules, and by sensors. */
export interface JobDef<In, P extends AnyPartitions = undefined, R = unknown> extends Uses<R> {
  readonly kind: "job";
  readonly name: string;
  readonly settings: JobSettings;
  readonly graph?: BuiltGraph;
  readonly select?: string | readonly AnyAsset[];
  /** @internal */
  readonly "~input"?: (input: In) => In;
  /** @internal */
  readonly "~partitions"?: () => P;
}

/** A job of any input and partitions. */
// biome-ignore lint/suspicious/noExplicitAny: any job
export type AnyJob = JobDef<any, any, any>;

/**
 * Declares a job as a graph of ops. The builder runs once, when the job is defined: it wires steps and does no work.
 * @example
 * export const ingest = job("ingest", { input: z.object({ prefix: z.string() }) }, (g) => {
 *   const files = g.call(listFiles, { prefix: g.pick(g.input, "prefix") });
 *   g.map(files, loadFile, { concurrency: 5 });
 * });
 */
export function job<IS extends z.ZodType = z.ZodUndefined, P extends AnyPartitions = undefined>(
  name: string,
  options: JobSettings<IS, P>,
  build: (graph: Graph<z.output<IS>>) => void,
): JobDef<z.input<IS>, P> {
  checkJob(name, options as JobSettings);
  if (typeof build !== "function")
    throw definitionError(`job "${name}": the third argument must be a graph builder. For assets, use assetJob.`);
  return define({ kind: "job", name, settings: options as JobSettings, graph: buildGraph(name, build) });
}

/**
 * Declares a job that materializes a selection of assets.
 * @example
 * export const nightly = assetJob("nightly", { select: "group:finance+ and not tag:slow=true" });
 */
export function assetJob<const S extends string | readonly AnyAsset[], P extends AnyPartitions = undefined>(
  name: string,
  options: Omit<JobSettings<never, P>, "input"> & {
    /** A selection such as `"group:finance+"`, or the assets themselves. */
    readonly select: S;
  },
): JobDef<undefined, P, S extends readonly (infer A extends AnyAsset)[] ? UsedBy<A> : unknown> {
  const { select, ...settings } = options;
  checkJob(name, settings as JobSettings);
  if (select.length === 0) throw definitionError(`job "${name}": select is empty. List assets, or use "*" for all.`);
  return define({ kind: "job", name, settings: settings as JobSettings, select });
}

function checkJob(name: string, settings: JobSettings): void {
  assertName("job", name);
  checkCommon(`job "${name}"`, settings);
  const { concurrency, parallelSteps } = settings;
  if (concurrency && !(Number.isInteger(concurrency.limit) && concurrency.limit >= 0)) {
    throw definitionError(`job "${name}": concurrency.limit must be an integer ≥ 0 (0 pauses the job)`);
  }
  if (parallelSteps !== undefined && !(Number.isInteger(parallelSteps) && parallelSteps > 0)) {
    throw definitionError(`job "${name}": parallelSteps must be an integer ≥ 1`);
  }
}
