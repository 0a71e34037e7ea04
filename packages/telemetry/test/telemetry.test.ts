import { InMemorySpanExporter } from "@opentelemetry/sdk-trace-base";
import { expect, test } from "vitest";
import { createLogger, createMetrics, startHealthServer, startRunTracing } from "../src";

test("never logs a secret, by key or by pattern", () => {
  const lines: string[] = [];
  const log = createLogger({ name: "test", destination: { write: (line) => void lines.push(line) } });

  log.info({ user: { password: "hunter2" }, headers: { authorization: "Bearer abcdefghijkl" } }, "signed in");
  log.error({ url: "postgresql://me:s3cret@host/db", note: "used mr_pat_abc123_def456" }, "failed with xoxb-1-2-3");

  const text = lines.join("");
  for (const secret of ["hunter2", "abcdefghijkl", "s3cret", "def456", "xoxb-1-2-3"])
    expect(text).not.toContain(secret);
  expect(text).toContain('"level":"info"');
});

test("readiness names unreachable dependencies while health and metrics respond", async () => {
  const metrics = createMetrics({ app: "test" });
  metrics.counter("things_total", "Things").inc(3);
  const server = await startHealthServer({
    port: 0,
    host: "127.0.0.1",
    registry: metrics.registry,
    checks: { database: async () => {}, redis: () => Promise.reject(new Error("connection refused")) },
  });
  const get = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);

  const ready = await get("/readyz");

  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: "unavailable", checks: { database: "ok", redis: "connection refused" } },
  ]);
  expect((await get("/healthz")).status).toBe(200);
  expect(await (await get("/metrics")).text()).toContain('millrace_things_total{app="test"} 3');
  await server.close();
});

test("omits and counts a gauge whose source fails, and serves the other metrics", async () => {
  const metrics = createMetrics({ app: "test" });
  let isAway = false;
  metrics.gauge("waiting", "From the database", [], async (gauge) => {
    if (isAway) throw new Error("connect ECONNREFUSED");
    gauge.set(7);
  });
  metrics.counter("things_total", "Things").inc(3);
  const server = await startHealthServer({ port: 0, host: "127.0.0.1", registry: metrics.registry, checks: {} });
  const read = async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/metrics`);
    return { status: response.status, text: await response.text() };
  };

  expect((await read()).text).toContain('millrace_waiting{app="test"} 7');
  isAway = true;
  await read();
  const { status, text } = await read();

  expect(status).toBe(200);
  expect(text).toContain('millrace_things_total{app="test"} 3');
  expect(text).toMatch(/millrace_metrics_uncollected_total\{metric="millrace_waiting",app="test"\} [12]/);
  expect(text).not.toContain("millrace_waiting{");
  await server.close();
});

test("exports a finished run as one trace with a span per executed step", async () => {
  const exporter = new InMemorySpanExporter();
  const tracing = startRunTracing({ endpoint: "http://unused", service: "test", exporter });
  const at = (seconds: number) => new Date(seconds * 1_000);
  const step = { status: "SUCCESS", startedAt: at(2), endedAt: at(3), attempts: 1 };

  tracing.record({
    orgId: "org_1",
    id: "run_1",
    status: "FAILURE",
    job: null,
    location: "sales",
    createdAt: at(0),
    startedAt: at(1),
    endedAt: at(4),
    failureReason: "STEP_FAILURE",
    steps: [
      { ...step, key: "orders" },
      { ...step, key: "revenue", status: "SKIPPED", startedAt: null, endedAt: null },
    ],
  });
  let spans: ReturnType<InMemorySpanExporter["getFinishedSpans"]> = [];
  exporter.shutdown = async () => {
    spans = exporter.getFinishedSpans();
  };
  await tracing.shutdown();

  expect(spans.map((span) => span.name).sort()).toEqual(["queued", "run assets", "step orders"]);
  expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
});
