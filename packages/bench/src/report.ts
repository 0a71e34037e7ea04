import { cpus, totalmem } from "node:os";
import type { Baselines } from "./baselines/baselines";
import type { Summary } from "./measure";

/** A measured target. `p50` holds throughputs. */
export type Metric = Summary & {
  readonly id: string;
  readonly name: string;
  readonly unit: "ms" | "1/s" | "×" | "MiB" | "guarantees";
  readonly target: string;
  readonly ok: boolean;
  /** Why a target was missed, or what the number covers. */
  readonly note?: string;
};

export type Report = {
  readonly machine: string;
  readonly launcher: string;
  readonly baselines: Baselines;
  readonly metrics: readonly Metric[];
};

export function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() ?? "unknown CPU"}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

/** Returns the report as a table. */
export function table(report: Report): string {
  const nodeStartMs = report.baselines["node start"] ?? Number.NaN;
  const rows = report.metrics.map((metric) => [
    metric.id,
    metric.name,
    metric.unit,
    String(metric.n),
    number(metric.p50),
    number(metric.p95),
    number(metric.p99),
    metric.target,
    metric.ok ? "ok" : "MISSED",
    metric.unit === "ms" ? `${number(metric.p50 / nodeStartMs)}×` : "",
  ]);
  const head = ["#", "metric", "unit", "n", "p50", "p95", "p99", "target", "", "/ node start"];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const notes = report.metrics.flatMap(({ id, note }) => (note ? [`${id}: ${note}`] : []));
  const baselines = Object.entries(report.baselines).map(([name, ms]) => `${name} ${number(ms)} ms`);
  return [
    report.machine,
    `launcher: ${report.launcher}`,
    `baselines: ${baselines.join(", ")}`,
    "",
    line(head),
    ...rows.map(line),
    ...(notes.length ? ["", ...notes] : []),
    "",
  ].join("\n");
}

function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
