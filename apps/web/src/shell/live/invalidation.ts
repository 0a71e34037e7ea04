import type { Query } from "@tanstack/react-query";

/** A change notice from the server: IDs only; pages refetch the rest. */
export type LiveEvent = { kind: string; id: string };

type Affected = { path: string; input?: string };

/**
 * Procedures that an event invalidates. `input` names the field with the ID, so that only that
 * entry is refetched. Lists of runs are not included because their rows must not move on their own.
 */
const AFFECTED: Record<string, readonly Affected[]> = {
  run: [
    { path: "run.get", input: "runId" },
    { path: "run.newerCount" },
    { path: "queue" },
    { path: "limit.pressure" },
    { path: "overview" },
    { path: "asset.status" },
    { path: "asset.get" },
    { path: "asset.partitions" },
    { path: "asset.partitionMatrix" },
    { path: "asset.materializations" },
    { path: "asset.checks" },
    { path: "job.get" },
    { path: "job.list" },
    { path: "onboarding.state" },
  ],
  asset: [
    { path: "asset.status" },
    { path: "asset.get" },
    { path: "asset.partitions" },
    { path: "asset.materializations" },
    { path: "asset.catalog" },
  ],
  location: [
    { path: "automation" },
    { path: "location" },
    { path: "asset" },
    { path: "job" },
    { path: "onboarding.state" },
    { path: "overview" },
  ],
  version: [
    { path: "location" },
    { path: "automation" },
    { path: "asset" },
    { path: "job" },
    { path: "onboarding.state" },
  ],
  partitions: [
    { path: "partition.sets" },
    { path: "partition.keys", input: "set" },
    { path: "partition.choices" },
    { path: "asset.partitions" },
    { path: "asset.partitionMatrix" },
  ],
  incident: [{ path: "incident" }, { path: "delivery" }, { path: "overview" }, { path: "silence" }],
  delivery: [{ path: "delivery" }, { path: "incident.get" }],
  limit: [{ path: "limit" }, { path: "pool" }, { path: "queue" }],
  member: [{ path: "member" }, { path: "invitation" }],
  mail: [{ path: "mail" }],
  slack: [{ path: "slack" }],
};

/** Returns true if the event may have outdated the query. */
export function isAffected(query: Query, event: LiveEvent): boolean {
  const [path, options] = query.queryKey as [
    readonly string[] | undefined,
    { input?: Record<string, unknown> } | undefined,
  ];
  if (!Array.isArray(path)) return false;
  const name = path.join(".");
  return (AFFECTED[event.kind] ?? []).some((affected) => {
    if (name !== affected.path && !name.startsWith(`${affected.path}.`)) return false;
    const wanted = affected.input && options?.input?.[affected.input];
    return wanted === undefined || wanted === event.id;
  });
}
