import { measureRecovery, openStack, runScenario, soak } from "@millrace/faults";
import { atMost, durations } from "../metric";
import type { Metric } from "../report";

const SAMPLES = 3;
const SEED_MAX = 2 ** 31 - 1;

/** What may pass until every run in progress, or its retry, has succeeded. A lease is 6 seconds. */
const TARGETS = {
  worker: { name: "both workers killed", limitMs: 20_000 },
  daemon: { name: "both daemons killed", limitMs: 8_000 },
  redis: { name: "Redis killed and restarted empty", limitMs: 10_000 },
  postgres: { name: "PostgreSQL stopped (immediate mode) and restarted", limitMs: 15_000 },
} as const;

/** From the end of a part until what was in progress has succeeded, on a stack of the fault suite's. */
export async function recoveryTimes(): Promise<Metric[]> {
  const stack = await openStack();
  try {
    const times = await measureRecovery(stack, SAMPLES);
    return (Object.keys(TARGETS) as (keyof typeof TARGETS)[]).map((part) => {
      const { name, limitMs } = TARGETS[part];
      const target = `p50 ≤ ${limitMs.toLocaleString("en")} ms`;
      return durations({ id: `recover-${part}`, name, target }, times[part], atMost("p50", limitMs));
    });
  } finally {
    await stack.close();
  }
}

/** Runs of four organizations and random faults for some minutes; nothing may be broken at the end. */
export async function soakWithFaults(minutes: number, say: (line: string) => void): Promise<Metric[]> {
  const seed = Math.floor(Math.random() * SEED_MAX);
  say(`  seed ${seed}`);
  const stack = await openStack();
  try {
    let faults = 0;
    const scenario = soak(minutes, (name) => {
      faults += 1;
      say(`  ${name}`);
    });
    const outcome = await runScenario(scenario, stack, seed);
    const broken = outcome.problems.length;
    const summary = `seed ${seed}: ${faults} faults, ${outcome.runs} runs, ${outcome.lost} lost their worker, ${outcome.retried} retried`;
    return [
      {
        id: "soak",
        name: `guarantees broken in ${minutes} minutes of random faults`,
        unit: "guarantees",
        target: "0",
        n: faults,
        p50: broken,
        p95: broken,
        p99: broken,
        ok: broken === 0,
        note: [summary, ...outcome.problems].join("; "),
      },
    ];
  } finally {
    await stack.close();
  }
}
