import { z } from "zod";

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;
const HOUR_MS = 3_600_000;
const Count = z.int().min(0).max(1_000_000_000);

/** What a sandbox can do its work with, at least. */
export const SANDBOX_MIN = { memoryBytes: 256 * MiB, cpuCores: 0.1, processes: 32, scratchBytes: 64 * MiB } as const;

/** What the platform's operator sets for each organization. */
export const Quotas = z.object({
  concurrentRunsMax: Count,
  queuedRunsMax: Count,
  runsPerDayMax: Count,
  storedBytesMax: z.int().min(0),
  retentionDaysMax: z.int().min(1).max(3650),
  /** Share of free places against other organizations. */
  queueWeight: z.int().min(1).max(1000),
  /** The most that an admin may give the sandboxes of a deployment, and that a run gets. */
  sandboxMemoryBytesMax: z.int().min(SANDBOX_MIN.memoryBytes, "must be at least 256 MiB, the minimum Node.js needs"),
  sandboxCpuCoresMax: z.number().min(SANDBOX_MIN.cpuCores).max(1024),
  sandboxProcessesMax: z.int().min(SANDBOX_MIN.processes).max(1_000_000),
  sandboxScratchBytesMax: z.int().min(SANDBOX_MIN.scratchBytes, "must be at least 64 MiB"),
  runWallTimeMsMax: z.int().min(60_000, "must be at least 1 minute"),
});
export type Quotas = z.infer<typeof Quotas>;

/** What a new organization gets, until the operator says otherwise. */
export const DEFAULT_QUOTAS: Quotas = {
  concurrentRunsMax: 10,
  queuedRunsMax: 10_000,
  runsPerDayMax: 10_000,
  storedBytesMax: 20 * GiB,
  retentionDaysMax: 30,
  queueWeight: 1,
  sandboxMemoryBytesMax: 4 * GiB,
  sandboxCpuCoresMax: 4,
  sandboxProcessesMax: 1_024,
  sandboxScratchBytesMax: 32 * GiB,
  runWallTimeMsMax: 7 * 24 * HOUR_MS,
};
