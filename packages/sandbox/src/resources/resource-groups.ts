import type { SandboxLimits } from "../backend";

/** Limits that the kernel keeps for all processes of one sandbox together. */
export type ResourceGroup = {
  /** Writing its own process id to each of these files puts a process, and all that it starts, into the group. */
  readonly joinFiles: readonly string[];
  /** How often the kernel ended a process of the group because its memory was used up. */
  outOfMemoryKills(): Promise<number>;
  /** Sets its share of busy processors, relative to {@link CPU_WEIGHT}. */
  weigh(weight: number): void;
  remove(): Promise<void>;
};

export type ResourceGroups = {
  readonly kind: "cgroup-v1" | "cgroup-v2";
  create(id: string, limits: SandboxLimits): Promise<ResourceGroup>;
  /** Removes the groups of sandboxes whose worker is no longer alive. */
  sweep(): Promise<void>;
};

/** A sandbox's share of busy processors, where a group of ordinary weight, such as the worker's, has 100. */
export const CPU_WEIGHT = 25;

/** An owner's sandboxes share what one of them would get: one owner's many runs slow down each other, not others' runs. */
export const cpuWeight = (others: number): number => Math.max(1, Math.round(CPU_WEIGHT / (others + 1)));

/** The kernel's scheduling period that CPU quotas refer to. */
export const CPU_PERIOD_US = 100_000;
