/** Durations of repeated measurements, in milliseconds. */
export type Samples = readonly number[];

export type Summary = { readonly n: number; readonly p50: number; readonly p95: number; readonly p99: number };

/** Runs `work` `n` times after `warmUp` uncounted runs, and returns the duration of each counted one. */
export async function measure(
  n: number,
  work: (index: number) => Promise<unknown>,
  warmUp = Math.min(5, n),
): Promise<Samples> {
  for (let i = 0; i < warmUp; i++) await work(-1 - i);
  const samples: number[] = [];
  for (let i = 0; i < n; i++) {
    const start = performance.now();
    await work(i);
    samples.push(performance.now() - start);
  }
  return samples;
}

export function summarize(samples: Samples): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    n: sorted.length,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
  };
}

/** Returns the nearest-rank percentile of samples in ascending order. NaN if there are none. */
export function percentile(sorted: Samples, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
