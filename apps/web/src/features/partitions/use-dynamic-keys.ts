"use client";
import type { PartitionsSpec } from "@millrace/core/manifest";
import { dynamicSetsOf } from "@millrace/core/partitions";
import { useQuery } from "@tanstack/react-query";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";

/** The keys of the partition sets that a definition uses; pending until they have loaded. */
export function useDynamicKeys(spec: PartitionsSpec | undefined) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const sets = dynamicSetsOf(spec);
  const choices = useQuery(trpc.partition.choices.queryOptions({ ...scope, sets }, { enabled: sets.length > 0 }));
  return { keys: choices.data, isPending: sets.length > 0 && choices.isPending, isError: choices.isError };
}
