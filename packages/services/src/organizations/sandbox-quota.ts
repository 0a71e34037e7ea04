import { DomainError, type Quotas } from "@millrace/core";

/** What an admin may set for the sandboxes of a deployment. */
type SandboxSettings = {
  readonly sandboxMemoryBytes?: number | undefined;
  readonly sandboxCpuCores?: number | undefined;
  readonly sandboxProcessesMax?: number | undefined;
  readonly sandboxScratchBytes?: number | undefined;
  readonly runWallTimeMs?: number | undefined;
};

const inGib = (bytes: number) => `${round(bytes / 1024 ** 3)} GiB`;
const round = (value: number) => Number(value.toFixed(2));

/** Each setting, the quota above it, and how a person reads it. */
const SETTINGS = [
  ["sandboxMemoryBytes", "sandboxMemoryBytesMax", "Memory", inGib],
  ["sandboxCpuCores", "sandboxCpuCoresMax", "CPU", (cores: number) => `${cores} cores`],
  ["sandboxProcessesMax", "sandboxProcessesMax", "Processes", String],
  ["sandboxScratchBytes", "sandboxScratchBytesMax", "Scratch disk", inGib],
  ["runWallTimeMs", "runWallTimeMsMax", "Maximum run time", (ms: number) => `${round(ms / 3_600_000)} hours`],
] as const;

/** @throws DomainError `sandbox_over_quota`, which names each setting that is above the operator's maximum */
export function assertWithinQuota(settings: SandboxSettings, quotas: Quotas): void {
  const details = SETTINGS.flatMap(([setting, quota, name, inWords]) =>
    (settings[setting] ?? 0) > quotas[quota]
      ? [{ pointer: `/${setting}`, code: "sandbox_over_quota", detail: `at most ${inWords(quotas[quota])}`, name }]
      : [],
  );
  if (details.length === 0) return;
  const which = details.map(({ name, detail }) => `${name}: ${detail}`).join(", ");
  throw new DomainError(
    "invalid",
    "sandbox_over_quota",
    `Exceeds the maximum set by your platform operator. ${which}`,
    { details: details.map(({ name: _, ...detail }) => detail) },
  );
}
