import { LIMITS } from "@millrace/core";
import { isDeeperThan, type Manifest, type RuntimeToWorker, WIRE_LIMITS } from "@millrace/protocol";
import { StepError } from "../errors/step-error";

/** Checks what no message can carry; the platform checks everything else, with its own words. */
export function checkManifest(manifest: Manifest): void {
  const { jsonDepthMax } = WIRE_LIMITS;
  if (isDeeperThan(manifest, jsonDepthMax)) {
    throw new StepError(
      "MANIFEST_TOO_DEEP",
      `A definition nests deeper than ${jsonDepthMax} levels (jsonDepthMax). Simplify the schema of its config or input.`,
    );
  }
  const bytes = Buffer.byteLength(JSON.stringify(manifest));
  if (bytes <= LIMITS.manifestBytesMax) return;
  throw new StepError(
    "MANIFEST_TOO_LARGE",
    `The manifest is ${bytes} bytes, over the limit of ${LIMITS.manifestBytesMax} (manifestBytesMax). Split the code location.`,
  );
}

/** A result that no message has room for fails its tick. */
export function fitTick(message: RuntimeToWorker): RuntimeToWorker {
  const bytes = Buffer.byteLength(JSON.stringify(message));
  if (bytes <= LIMITS.manifestBytesMax) return message;
  const text = `The evaluation returned ${bytes} bytes of runs, cursor and partition keys, over the limit of ${LIMITS.manifestBytesMax}. Return fewer.`;
  return { type: "tickFailed", error: { name: "StepError", code: "TICK_RESULT_TOO_LARGE", message: text } };
}
