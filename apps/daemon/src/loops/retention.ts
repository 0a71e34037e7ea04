import { valuePrefix } from "@millrace/services/values";

const OUTBOX_KEPT_MS = 24 * 3_600_000;
/** Between the question whether a bundle is stored and the push that uses it. */
const BUNDLE_KEPT_MS = 24 * 3_600_000;

type Pruned = {
  readonly runs: readonly { readonly orgId: string; readonly id: string; readonly deploymentId: string }[];
  readonly logs: readonly string[];
  readonly valuesInUse: readonly string[];
};

type Deps = {
  readonly pruneOutbox: (olderThanMs: number) => Promise<number>;
  readonly pruneIdentity: () => Promise<number>;
  readonly forgetWorkers: () => Promise<number>;
  readonly pruneRuns: (limit: number) => Promise<Pruned>;
  readonly pruneVersions: () => Promise<number>;
  /** Deletes bundles that no version uses and no request named in that time. */
  readonly pruneBundles: (unusedMs: number) => Promise<number>;
  readonly objects: {
    list(prefix: string): AsyncIterable<{ readonly key: string }>;
    delete(key: string): Promise<void>;
  };
  readonly measureStorage: () => Promise<void>;
  readonly onDeleted: (what: "runs" | "values and logs" | "versions" | "bundles", count: number) => void;
};

const RUNS_PER_PASS = 100;

/**
 * Deletes events, logs and superseded values that are older than their organization keeps them, unused versions and
 * bundles, and what the engine no longer needs; then counts what is stored.
 */
export async function retain(deps: Deps): Promise<void> {
  await deps.pruneOutbox(OUTBOX_KEPT_MS);
  await deps.pruneIdentity();
  await deps.forgetWorkers();
  deps.onDeleted("versions", await deps.pruneVersions());
  deps.onDeleted("bundles", await deps.pruneBundles(BUNDLE_KEPT_MS));
  for (let count = RUNS_PER_PASS; count === RUNS_PER_PASS; ) {
    const pruned = await deps.pruneRuns(RUNS_PER_PASS);
    count = pruned.runs.length;
    const objects = [...pruned.logs, ...(await supersededValues(deps.objects, pruned))];
    await Promise.all(objects.map((key) => deps.objects.delete(key)));
    deps.onDeleted("runs", count);
    deps.onDeleted("values and logs", objects.length);
  }
  await deps.measureStorage();
}

/** What the runs stored, attempts that failed included, and no asset still has as its value. */
async function supersededValues(objects: Deps["objects"], { runs, valuesInUse }: Pruned): Promise<string[]> {
  const inUse = new Set(valuesInUse);
  const superseded: string[] = [];
  for (const { id, ...place } of runs) {
    for await (const { key } of objects.list(`${valuePrefix(place)}${id}/`)) {
      if (!inUse.has(key)) superseded.push(key);
    }
  }
  return superseded;
}
