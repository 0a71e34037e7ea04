import { type Counter, newCounter } from "./counter";
import { compileTagLimits } from "./tag-counters";
import type { AdmissionDeployment, AdmissionRun, PoolLimit } from "./types";

/** The limits of one run: `every` must have room, and of `anyOf` (the pools of its root steps) at least one. */
export type RunCounters = { readonly every: readonly Counter[]; readonly anyOf: readonly Counter[] };

export type DeploymentCounters = {
  readonly organization: Counter;
  readonly deployment: Counter;
  of(run: AdmissionRun): RunCounters;
  /** Undefined for a pool without a limit or of granularity `run`. */
  opPool(name: string): Counter | undefined;
};

const NONE: readonly Counter[] = [];

/** Compiles a deployment's limits into counters that find themselves quickly for any run. */
export function deploymentCounters(
  spec: AdmissionDeployment,
  organization: Counter,
  opSlotsAreKnown: boolean,
): DeploymentCounters {
  const deployment = newCounter("deployment", spec.id, spec.concurrentRunsMax);
  const locations = locationCounters(spec);
  const jobs = jobCounters(spec);
  const addTagCounters = compileTagLimits(spec.tagLimits ?? []);
  const pools = poolCounters(spec, opSlotsAreKnown);

  return {
    organization,
    deployment,
    opPool: (name) => pools(name, "op"),
    of(run) {
      const every: Counter[] = [organization, deployment];
      if (run.location) {
        for (const counter of locations.get(run.location) ?? NONE) every.push(counter);
        if (run.job) jobs(run.location, run.job, run.concurrencyKey ?? "", every);
      }
      addTagCounters(run.tags, every);
      if (run.pools?.length) {
        for (const name of new Set(run.pools)) {
          const counter = pools(name, "run");
          if (counter) every.push(counter);
        }
      }
      return { every, anyOf: rootPoolCounters(run, (name) => pools(name, "op")) };
    },
  };
}

/** One counter for each root step, so that a pool named by two root steps takes two; empty when any root step is free. */
function rootPoolCounters(run: AdmissionRun, opPool: (name: string) => Counter | undefined): readonly Counter[] {
  if (!run.rootPools?.length) return NONE;
  const counters: Counter[] = [];
  for (const name of run.rootPools) {
    const counter = name === null ? undefined : opPool(name);
    if (!counter) return NONE;
    counters.push(counter);
  }
  return counters;
}

function locationCounters(spec: AdmissionDeployment): ReadonlyMap<string, readonly Counter[]> {
  const byName = new Map<string, Counter[]>();
  for (const { location, limit } of spec.locationLimits ?? []) {
    byName.set(location, [...(byName.get(location) ?? []), newCounter("location", location, limit)]);
  }
  return byName;
}

function jobCounters(spec: AdmissionDeployment) {
  const rulesByJob = new Map<string, { limit: number; perKey: boolean; byKey: Map<string, Counter> }[]>();
  for (const { location, job, limit, perKey = false } of spec.jobLimits ?? []) {
    const name = `${location}/${job}`;
    rulesByJob.set(name, [...(rulesByJob.get(name) ?? []), { limit, perKey, byKey: new Map() }]);
  }
  return (location: string, job: string, concurrencyKey: string, into: Counter[]): void => {
    if (rulesByJob.size === 0) return;
    const name = `${location}/${job}`;
    for (const rule of rulesByJob.get(name) ?? []) {
      const key = rule.perKey ? concurrencyKey : "";
      let counter = rule.byKey.get(key);
      if (!counter) {
        counter = newCounter("job", key ? `${name} (${key})` : name, rule.limit);
        rule.byKey.set(key, counter);
      }
      into.push(counter);
    }
  };
}

function poolCounters(spec: AdmissionDeployment, opSlotsAreKnown: boolean) {
  const listed = new Map<string, PoolLimit>((spec.pools ?? []).map((pool) => [pool.name, pool]));
  const counters = new Map<string, Counter>();
  return (name: string, granularity: "op" | "run"): Counter | undefined => {
    const pool = listed.get(name);
    if ((pool?.granularity ?? spec.poolGranularity ?? "op") !== granularity) return undefined;
    const limit = pool?.limit ?? spec.defaultPoolLimit;
    if (limit === undefined) return undefined;
    let counter = counters.get(name);
    if (!counter) {
      counter = newCounter("pool", name, limit);
      if (granularity === "op" && !opSlotsAreKnown) counter.used = Number.NaN;
      counters.set(name, counter);
    }
    return counter;
  };
}
