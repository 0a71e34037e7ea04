import { DEFAULTS, LIMITS } from "@millrace/core";
import type { SandboxLimits } from "./backend";

export const DEFAULT_SANDBOX_LIMITS: SandboxLimits = {
  memoryBytes: DEFAULTS.sandbox.memoryBytes,
  cpuCores: DEFAULTS.sandbox.cpuCores,
  processesMax: DEFAULTS.sandbox.processesMax,
  scratchBytes: DEFAULTS.sandbox.scratchBytes,
  outputBytesMax: LIMITS.runOutputLogBytesMax,
};

const MEBIBYTE = 1024 * 1024;

/**
 * The heap that V8 may use of the sandbox's memory, in MiB. Without it V8 sizes its heap by the host's memory and
 * collects garbage too late to stay under the limit; the rest is for buffers, code and native memory.
 */
export const heapMebibytes = (limits: SandboxLimits): number =>
  Math.max(32, Math.floor((limits.memoryBytes * 0.75) / MEBIBYTE));
