import { join } from "node:path";
import { measure } from "../../measure";
import { atMost, durations } from "../../metric";
import { ROOT } from "../../platform/open-platform";
import type { Metric } from "../../report";
import { runNode } from "./run-node";

const SAMPLES = 30;

/** Measures a whole process of the built CLI, from start to exit. */
export async function commandLine(): Promise<Metric> {
  const program = join(ROOT, "packages/cli/dist/millrace.mjs");
  const samples = await measure(SAMPLES, () => runNode([program, "--help"]));
  return durations({ id: "cli-help", name: "millrace --help", target: "p95 ≤ 150 ms" }, samples, atMost("p95", 150));
}
