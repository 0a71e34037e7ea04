import type { RunDetail, WireError } from "@millrace/protocol";
import type { Output } from "./output";

/** Prints the error of a run, and its position in the author's code. */
export function printRunError(
  { name, message, frame }: Pick<WireError, "name" | "message" | "frame">,
  output: Output,
): void {
  output.errorLine(`${output.colors.red(name)}: ${message}`);
  if (frame) output.errorLine(`  ${frame.file}:${frame.line}\n${frame.text}`);
}

/** Prints a run with its steps. The failure comes last, next to the prompt. */
export function printRun(run: RunDetail, output: Output): void {
  output.table([
    ["run", run.id],
    ["status", [run.status, run.failureReason].filter(Boolean).join(" · ")],
    ["target", run.job ?? run.selection ?? run.assetKeys.join(", ")],
    ["location", run.location],
    ["started", run.startedAt ?? "not yet"],
    ["ended", run.endedAt ?? "not yet"],
  ]);
  for (const reason of run.waitingFor) output.line(`waiting for ${reason}`);
  if (run.steps.length > 0) {
    output.line("");
    output.table(run.steps.map((step) => [step.key, step.status, step.attempt > 1 ? `attempt ${step.attempt}` : ""]));
  }
  if (run.error) output.line(`\n${run.error.name}: ${run.error.message}\n${run.error.frame?.text ?? ""}`);
}
