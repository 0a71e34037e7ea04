import { type RequestedRun, WIRE_LIMITS } from "@millrace/protocol";
import type { RunRequest } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { wireJson } from "../values/wire-json";

const { runRequestsMax } = WIRE_LIMITS;

/**
 * Validates run requests and converts them to JSON. For a repeated key, the first request wins or the repetition is
 * rejected.
 */
export function requestedRuns(
  requests: readonly RunRequest<unknown>[],
  subject: string,
  repeated: "first" | "reject",
): RequestedRun[] {
  const keys = new Set<string | undefined>();
  const runs: RequestedRun[] = [];
  for (const { runKey, input, config, tags = {}, partition } of requests) {
    if (keys.has(runKey)) {
      if (repeated === "first" && runKey !== undefined) continue;
      if (repeated === "reject")
        throw new StepError(
          "REPEATED_RUN_KEY",
          `${subject} requested multiple runs with ${runKey === undefined ? "no runKey" : `runKey "${runKey}"`}: give each run a unique runKey`,
        );
    }
    keys.add(runKey);
    runs.push(wireJson({ runKey, input, config, tags, partition }, subject, "run request"));
  }
  if (runs.length > runRequestsMax) {
    throw new StepError(
      "RUN_REQUESTS_MAX",
      `${subject} requested ${runs.length} runs, over the limit of ${runRequestsMax} (runRequestsMax). Request some now, and the others from the next evaluation.`,
    );
  }
  return runs;
}
