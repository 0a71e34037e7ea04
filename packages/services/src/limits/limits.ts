import { DomainError, newId } from "@millrace/core";
import type { LimitStore, QueueReader } from "@millrace/core/admission";
import { z } from "zod";
import type { Scope } from "../scope";
import type { NamedDeployment } from "../viewed-deployment";
import { type LimitUsage, limitUsage } from "./limit-usage";

const LIMIT_MAX = 100_000;
const Limit = z.int().min(-1).max(LIMIT_MAX).describe("-1 = unlimited, 0 = pause");

export const SetLimitInput = z.object({
  kind: z.enum(["TAG", "LOCATION", "JOB"]),
  key: z.string().min(1).max(200).describe("the tag's key, or the name of the code location or job"),
  value: z.string().max(256).nullish().describe("of a tag (omit to share one counter for all values)"),
  perUniqueValue: z.boolean().default(false).describe("of a tag: each value has its own counter"),
  limit: Limit,
});
export const DeleteLimitInput = z.object({ limitId: z.string().max(100) });
export const SetPoolInput = z.object({
  name: z.string().min(1).max(200).nullable().describe("null: the default of pools that have no limit of their own"),
  limit: Limit.nullable().describe("null removes the limit"),
  granularity: z.enum(["op", "run"]).default("op"),
});

/** A pool that is limited or in use. */
export type PoolView = {
  readonly name: string;
  readonly granularity: "op" | "run";
  readonly limit: number | null;
  /** True when the limit is the deployment's default for pools. */
  readonly isDefault: boolean;
  readonly used: number;
};

type Deps = { readonly limits: LimitStore; readonly queue: QueueReader };

export type LimitUseCases = ReturnType<typeof limitUseCases>;

/** Limits of a deployment: what admins set, and how much of it is in use. A change holds from the next admission on. */
export function limitUseCases({ limits, queue }: Deps) {
  return {
    list: async (scope: Scope, deployment: NamedDeployment) => {
      const all = await limits.list(scope.orgId, deployment.id);
      return all.filter((limit) => limit.kind !== "POOL");
    },

    set: async (
      scope: Scope,
      deployment: NamedDeployment,
      input: z.output<typeof SetLimitInput>,
    ): Promise<{ id: string }> => {
      const id = newId("limit");
      const value = input.kind === "TAG" ? (input.value ?? null) : null;
      const perUniqueValue = input.kind === "TAG" && value === null && input.perUniqueValue;
      const subject = `${input.kind.toLowerCase()} ${input.key}${value === null ? "" : `=${value}`}`;
      await limits.set(
        scope.orgId,
        deployment.id,
        {
          id,
          kind: input.kind,
          key: input.key,
          value,
          perUniqueValue,
          granularity: "run",
          limit: input.limit,
          updatedBy: scope.actor.name,
        },
        {
          actor: scope.actor,
          action: "limit.set",
          target: `${deployment.name}: ${subject}`,
          details: { limit: input.limit, perUniqueValue },
        },
      );
      const stored = (await limits.list(scope.orgId, deployment.id)).find(
        (it) =>
          it.kind === input.kind && it.key === input.key && it.value === value && it.perUniqueValue === perUniqueValue,
      );
      return { id: stored?.id ?? id };
    },

    delete: async (
      scope: Scope,
      deployment: NamedDeployment,
      { limitId }: z.output<typeof DeleteLimitInput>,
    ): Promise<void> => {
      const audit = { actor: scope.actor, action: "limit.deleted", target: `${deployment.name}: ${limitId}` };
      if (await limits.delete(scope.orgId, deployment.id, limitId, audit)) return;
      throw new DomainError("notFound", "limit_not_found", `Limit ${limitId} not found in ${deployment.name}.`);
    },

    /** How full each limit is, and how many runs it holds back. */
    pressure: async (scope: Scope, deployment: NamedDeployment): Promise<readonly LimitUsage[]> =>
      limitUsage(await queue.readPicture(scope.orgId, deployment.id), deployment.id),

    listPools: async (scope: Scope, deployment: NamedDeployment): Promise<readonly PoolView[]> => {
      const [all, use, defaultLimit] = await Promise.all([
        limits.list(scope.orgId, deployment.id),
        limits.listPoolUse(scope.orgId, deployment.id),
        limits.getPoolDefault(scope.orgId, deployment.id),
      ]);
      const set = new Map(all.filter((it) => it.kind === "POOL").map((it) => [it.key, it]));
      const names = [...new Set([...set.keys(), ...use.map((it) => it.pool)])].sort();
      return names.map((name) => {
        const own = set.get(name);
        const granularity = own?.granularity === "run" ? "run" : "op";
        const used = use.find((it) => it.pool === name);
        return {
          name,
          granularity,
          limit: own?.limit ?? defaultLimit,
          isDefault: own === undefined,
          used: (granularity === "run" ? used?.runs : used?.slots) ?? 0,
        };
      });
    },

    getPoolDefault: (scope: Scope, deployment: NamedDeployment): Promise<number | null> =>
      limits.getPoolDefault(scope.orgId, deployment.id),

    setPool: async (scope: Scope, deployment: NamedDeployment, input: z.output<typeof SetPoolInput>): Promise<void> => {
      const { name: pool, limit, granularity } = input;
      const audit = {
        actor: scope.actor,
        action: "pool.set",
        target: `${deployment.name}: ${pool ?? "default"}`,
        details: { limit, granularity },
      };
      if (pool === null) return limits.setPoolDefault(scope.orgId, deployment.id, limit, audit);
      if (limit !== null) {
        const record = { id: newId("limit"), kind: "POOL" as const, key: pool, value: null, perUniqueValue: false };
        return limits.set(
          scope.orgId,
          deployment.id,
          { ...record, granularity, limit, updatedBy: scope.actor.name },
          audit,
        );
      }
      const existing = (await limits.list(scope.orgId, deployment.id)).find(
        (it) => it.kind === "POOL" && it.key === pool,
      );
      if (existing) await limits.delete(scope.orgId, deployment.id, existing.id, audit);
    },
  };
}
