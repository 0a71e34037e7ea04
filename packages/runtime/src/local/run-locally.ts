import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planRun, type RunTarget } from "@millrace/core/plan";
import type { RunPlan, RuntimeEvent } from "@millrace/protocol";
import { type Definitions, toManifest } from "@millrace/sdk";
import type { MapStack } from "../errors/wire-error";
import type { RunPorts } from "../run/ports";
import { sleep } from "../run/sleep";
import { type RunDone, walkRun } from "../run/walk-run";
import { MemoryPartitions } from "./memory-partitions";
import { MemoryState } from "./memory-state";
import { MemoryValues } from "./memory-values";

export type LocalRunOptions = {
  readonly target: RunTarget;
  readonly partitionKeys?: readonly string[];
  /** The job's input, or config per asset. */
  readonly config?: unknown;
  readonly tags?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** Values that stand in for created resources, by the resource's name. */
  readonly resources?: Readonly<Record<string, unknown>>;
  /** Where values are kept; share one between runs to let them see each other's. */
  readonly values?: MemoryValues;
  /** Where state is kept; share one between runs to let them go on where the last one ended. */
  readonly state?: MemoryState;
  /**
   * Named sets of dynamic partitions; share one between runs to let them see each other's keys. Without it, the
   * partitions of the run are all that there are.
   */
  readonly partitions?: MemoryPartitions;
  readonly onEvent?: (event: RuntimeEvent) => void;
  readonly signal?: AbortSignal;
  readonly mapStack?: MapStack;
  /** Waits before a retry; by default it really waits. */
  readonly sleep?: RunPorts["sleep"];
  readonly now?: () => number;
};

export type LocalRun = {
  readonly plan: RunPlan;
  readonly partitionKeys: readonly string[];
  readonly done: RunDone;
  readonly events: readonly RuntimeEvent[];
  readonly values: MemoryValues;
  readonly state: MemoryState;
  readonly partitions: MemoryPartitions;
};

/** Plans and walks a run in this process, as a sandbox would: values are really serialized, nothing needs a server. */
export async function runLocally(definitions: Definitions, options: LocalRunOptions): Promise<LocalRun> {
  const { partitionKeys = [], values = new MemoryValues(), state = new MemoryState(), now = Date.now } = options;
  const partitions = options.partitions ?? new MemoryPartitions();
  const plan = planRun(toManifest(definitions), options.target, {
    partitionKeys,
    ...(options.partitions ? { now: now(), dynamicKeys: partitions.all() } : {}),
  });
  if (!options.partitions) addOwn(partitions, definitions, plan, partitionKeys);
  const events: RuntimeEvent[] = [];
  const ports: RunPorts = {
    emit: (event) => {
      events.push(event);
      values.record(event);
      state.record(event);
      partitions.record(event);
      options.onEvent?.(event);
    },
    flush: async () => {},
    now,
    random: Math.random,
    sleep: options.sleep ?? sleep,
    values,
    partitions,
    pools: { acquire: async () => ({ release: () => {} }) },
    variables: options.variables ?? {},
    scratchDir: scratchFolder(),
    resources: options.resources,
  };
  const assets = plan.steps.flatMap((step) => step.assets);
  const run = walkRun(
    definitions,
    {
      kind: "run",
      runId: "run_local",
      attempt: 1,
      plan,
      ...(options.target.kind === "job" ? { job: options.target.job } : {}),
      config: options.config,
      partitionKeys: [...partitionKeys],
      tags: { ...options.tags },
      deployment: "local",
      location: "local",
      reuse: {},
      state: Object.fromEntries(assets.map((asset) => [asset, state.of(asset)])),
    },
    ports,
    options.mapStack,
  );
  const cancel = (): void => run.cancel("canceled");
  if (options.signal?.aborted) cancel();
  options.signal?.addEventListener("abort", cancel, { once: true });
  const done = await run.done;
  options.signal?.removeEventListener("abort", cancel);
  return { plan, partitionKeys, done, events, values, state, partitions };
}

/** The keys of a run are keys of the sets that its assets are partitioned by. */
function addOwn(
  partitions: MemoryPartitions,
  { assets }: Definitions,
  { steps }: RunPlan,
  partitionKeys: readonly string[],
): void {
  for (const { definition } of steps) {
    const spec = assets.get(definition)?.settings.partitions?.spec;
    if (spec?.kind === "dynamic") partitions.add(spec.name, partitionKeys);
    if (spec?.kind !== "multi") continue;
    for (const [part, name] of Object.keys(spec.dimensions).sort().entries()) {
      const dimension = spec.dimensions[name];
      const keys = partitionKeys.map((key) => key.split("|")[part] ?? "");
      if (dimension?.kind === "dynamic") partitions.add(dimension.name, keys);
    }
  }
}

let scratch: string | undefined;

/** Files of runs stay readable until the process ends. */
function scratchFolder(): string {
  if (scratch === undefined) {
    const root = mkdtempSync(join(tmpdir(), "millrace-local-"));
    process.once("exit", () => rmSync(root, { recursive: true, force: true }));
    scratch = root;
  }
  return mkdtempSync(join(scratch, "run-"));
}
