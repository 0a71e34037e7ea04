import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingPartitions, planRun, type RunTarget, unplannedPartitions } from "@millrace/core/plan";
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
  /** Input of the job, or config per asset. */
  readonly config?: unknown;
  readonly tags?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** Fakes for created resources, keyed by resource name. */
  readonly resources?: Readonly<Record<string, unknown>>;
  /** Storage of values. Share it between runs so that they see each other's values. */
  readonly values?: MemoryValues;
  /** Storage of state. Share it between runs so that each continues from the last. */
  readonly state?: MemoryState;
  /**
   * Partition sets. Share them between runs so that they see each other's keys. If omitted, the sets contain exactly
   * the run's partitions.
   */
  readonly partitions?: MemoryPartitions;
  readonly onEvent?: (event: RuntimeEvent) => void;
  readonly signal?: AbortSignal;
  readonly mapStack?: MapStack;
  /** Waits before a retry. Defaults to a real delay. */
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

/**
 * Plans and walks a run in this process, as a sandbox would: values are serialized as in production, and no server is
 * needed.
 */
export async function runLocally(definitions: Definitions, options: LocalRunOptions): Promise<LocalRun> {
  const { partitionKeys = [], values = new MemoryValues(), state = new MemoryState(), now = Date.now } = options;
  const partitions = options.partitions ?? new MemoryPartitions();
  const manifest = toManifest(definitions);
  const plan = planRun(manifest, options.target, {
    partitionKeys,
    ...(options.partitions ? { now: now(), dynamicKeys: partitions.all() } : {}),
  });
  if (!options.partitions) addOwn(partitions, definitions, plan, partitionKeys);
  const assets = plan.steps.flatMap((step) => step.assets);
  const moment = { now: now(), dynamicKeys: partitions.all() };
  for (const unplanned of unplannedPartitions(manifest, assets, { partitionKeys, ...moment })) {
    const stored = new Set(await values.listAsset(unplanned.upstream, undefined));
    const missing = unplanned.keys.filter((key) => !stored.has(key));
    if (missing.length > 0) throw missingPartitions({ ...unplanned, keys: missing });
  }
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
    replacesProcess: false,
    variables: options.variables ?? {},
    scratchDir: scratchFolder(),
    resources: options.resources,
  };
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
  const done = (await run.done) as RunDone;
  options.signal?.removeEventListener("abort", cancel);
  return { plan, partitionKeys, done, events, values, state, partitions };
}

/** Adds the keys of a run to the sets that partition its assets. */
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

/** Returns a folder for files of runs, which stay readable until the process exits. */
function scratchFolder(): string {
  if (scratch === undefined) {
    const root = mkdtempSync(join(tmpdir(), "millrace-local-"));
    process.once("exit", () => rmSync(root, { recursive: true, force: true }));
    scratch = root;
  }
  return mkdtempSync(join(scratch, "run-"));
}
