import { bytesText } from "@millrace/core";
import type { SandboxSettings } from "@millrace/core/run";
import type { WireError } from "@millrace/protocol";
import { ChannelError } from "./channel-error";
import type { ConversationEnd } from "./conversation";

/** The messages that end the conversation about a run. */
export type RunEnding = "runDone" | "processWanted";

/** Returns why a run's process ended without ending the run. */
export function processError(end: ConversationEnd<RunEnding>, settings: SandboxSettings): WireError {
  if (end.last !== undefined) return NOT_CONTINUED;
  const { exit, error } = end;
  if (exit.outOfMemory) return outOfMemory(settings);
  if (exit.killedFor === "SCRATCH_FULL") {
    const message = `The run exceeded its scratch disk limit of ${bytesText(settings.scratchBytes)}, or its number of files.`;
    return { name: "ScratchFull", code: "SCRATCH_FULL", message };
  }
  if (error !== undefined) {
    const code = error instanceof ChannelError ? error.code : "CHANNEL_BROKEN";
    return { name: error.name, code, message: error.message };
  }
  const how = exit.signal ? `signal ${exit.signal}` : `exit code ${exit.code ?? "unknown"}`;
  const message = `The process exited during the run (${how}). Check stderr for details.`;
  return { name: "ProcessEnded", code: "PROCESS_ENDED", message };
}

const NOT_CONTINUED: WireError = {
  name: "ProcessEnded",
  code: "PROCESS_ENDED",
  message: "The run couldn't be continued in a fresh process.",
};

const outOfMemory = ({ memoryBytes }: SandboxSettings): WireError => ({
  name: "OutOfMemory",
  code: "OUT_OF_MEMORY",
  message: `The run exceeded its memory limit of ${bytesText(memoryBytes)}. Stream the data, process it in smaller batches, or ask an admin to raise the deployment's sandbox memory.`,
});
