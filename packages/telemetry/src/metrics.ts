import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** In seconds, from fractions of a millisecond in the queue to a long run. */
const DURATION_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200];

export type Metrics = ReturnType<typeof createMetrics>;

/** Creates a registry for an app, with the process's default metrics. Names get the prefix `millrace_`. */
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
     * Adds a gauge. `collect` is called whenever the metrics are read. If it fails, only this gauge is left out, so
     * that an unreachable database doesn't hide the metrics that report it.
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
                  else this.reset(); // sets a gauge without labels to 0
                  uncollected.inc({ metric: named(name) });
                }
              },
            }
          : {}),
      }),
    /** Adds a histogram of seconds. */
    duration: <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
      new Histogram({ name: named(name), help, labelNames: [...labelNames], buckets: DURATION_BUCKETS, registers }),
  };
}
