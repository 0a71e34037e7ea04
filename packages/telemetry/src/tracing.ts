import type { TracedRun } from "@millrace/core/run";
import { context, SpanKind, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";

export type RunTracing = { record(run: TracedRun): void; shutdown(): Promise<void> };

/** Exports one trace per finished run, with a span for the time in the queue and one for each step. */
export function startRunTracing(options: { endpoint: string; service: string; exporter?: SpanExporter }): RunTracing {
  const exporter =
    options.exporter ?? new OTLPTraceExporter({ url: new URL("v1/traces", withSlash(options.endpoint)).href });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": options.service }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer("millrace");
  return { record: (run) => recordRun(tracer, run), shutdown: () => provider.shutdown() };
}

function recordRun(tracer: Tracer, run: TracedRun): void {
  const endedAt = run.endedAt ?? run.createdAt;
  const root = tracer.startSpan(
    `run ${run.job ?? "assets"}`,
    {
      kind: SpanKind.CONSUMER,
      startTime: run.createdAt,
      root: true,
      attributes: {
        "millrace.org.id": run.orgId,
        "millrace.run.id": run.id,
        "millrace.run.status": run.status,
        "millrace.location": run.location,
        ...(run.failureReason ? { "millrace.run.failure_reason": run.failureReason } : {}),
      },
    },
    context.active(),
  );
  const inRun = trace.setSpan(context.active(), root);
  tracer.startSpan("queued", { startTime: run.createdAt }, inRun).end(run.startedAt ?? endedAt);
  for (const step of run.steps) {
    if (!step.startedAt) continue;
    const span = tracer.startSpan(
      `step ${step.key}`,
      {
        startTime: step.startedAt,
        attributes: { "millrace.step.key": step.key, "millrace.step.attempts": step.attempts },
      },
      inRun,
    );
    if (step.status === "FAILURE") span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(step.endedAt ?? endedAt);
  }
  if (run.status === "FAILURE") root.setStatus({ code: SpanStatusCode.ERROR, message: run.failureReason ?? "" });
  root.end(endedAt);
}

const withSlash = (url: string): string => (url.endsWith("/") ? url : `${url}/`);
