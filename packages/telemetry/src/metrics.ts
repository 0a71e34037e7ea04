import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Seconds; from the queue's fractions of a millisecond to a long run. */
const DURATION_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200];

export type Metrics = ReturnType<typeof createMetrics>;

/** A registry of an app's own, with the process's vital signs. Names get the prefix `millrace_`. */
export function createMetrics(options: { app: string }) {
  const registry = new Registry();
  registry.setDefaultLabels({ app: options.app });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const named = (name: string) => `millrace_${name}`;
  const uncollected = new Counter({
    name: named("metrics_uncollected_total"),
    help: "Number of times a metric was skipped because its source didn't respond",
    labelNames: ["metric"],
    registers,
  });

  return {
    registry,
    counter: <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
      new Counter({ name: named(name), help, labelNames: [...labelNames], registers }),
    /**
     * `collect` is asked whenever the metrics are read. While it fails, this gauge alone is left out: the database that
     * is away must not take the metrics with it that say so.
     */
    gauge: <L extends string>(
      name: string,
      help: string,
      labelNames: readonly L[] = [],
      collect?: (gauge: Gauge<L>) => void | Promise<void>,
    ) =>
      new Gauge<L>({
        name: named(name),
        help,
        labelNames: [...labelNames],
        registers,
        ...(collect
          ? {
              async collect() {
                try {
                  await collect(this);
                } catch {
                  if (labelNames.length === 0) this.remove();
                  else this.reset(); // which sets a gauge without labels to 0 instead
                  uncollected.inc({ metric: named(name) });
                }
              },
            }
          : {}),
      }),
    /** Observes seconds. */
    duration: <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
      new Histogram({ name: named(name), help, labelNames: [...labelNames], buckets: DURATION_BUCKETS, registers }),
  };
}
