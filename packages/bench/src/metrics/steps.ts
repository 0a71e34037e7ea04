import { measure, type Samples, summarize } from "../measure";
import { atMost, durations } from "../metric";
import type { BenchOrganization } from "../platform/organization";
import type { RunEnds } from "../platform/run-ends";
import type { Metric } from "../report";

const ROUNDS = 60;
const LONG_ROUNDS = 10;

/**
 * Metrics 3 and 4, and the overhead per step in a run of 1,000 steps: chains of steps, from launch to the commit of
 * SUCCESS.
 */
export async function steps(deps: {
  readonly ends: RunEnds;
  readonly organization: BenchOrganization;
  /** An organization with a job of 1,000 steps. */
  readonly long: BenchOrganization;
  /** Waits until a warm sandbox is ready. */
  readonly untilIdle: () => Promise<void>;
}): Promise<Metric[]> {
  const chain = (of: BenchOrganization, rounds: number, length: number): Promise<Samples> =>
    measureAfter(rounds, deps.untilIdle, async () => deps.ends.succeeded(await of.launch({ job: `chain_${length}` })));
  const one = await chain(deps.organization, ROUNDS, 1);
  const forty = await chain(deps.organization, ROUNDS, 40);
  const longOne = await chain(deps.long, LONG_ROUNDS, 1);
  const thousand = await chain(deps.long, LONG_ROUNDS, 1_000);

  const overhead = perStep(forty, one, 40);
  const p50 = summarize(overhead).p50;
  return [
    durations({ id: "3", name: "step overhead, (T40 − T1) / 39", target: "≤ 2 ms" }, overhead, atMost("p50", 2)),
    durations({ id: "4", name: "40-light-step run", target: "≤ 150 ms" }, forty, atMost("p50", 150)),
    durations(
      { id: "steps-1000", name: "step overhead in a run of 1,000", target: "≤ metric 3" },
      perStep(thousand, longOne, 1_000),
      atMost("p50", p50),
    ),
  ];
}

function perStep(samples: Samples, ofOneStep: Samples, length: number): Samples {
  const base = summarize(ofOneStep).p50;
  return samples.map((ms) => (ms - base) / (length - 1));
}

async function measureAfter(n: number, before: () => Promise<void>, work: () => Promise<unknown>): Promise<Samples> {
  const samples: number[] = [];
  for (let index = -3; index < n; index++) {
    await before();
    const [ms] = await measure(1, work, 0);
    if (index >= 0) samples.push(ms as number);
  }
  return samples;
}
