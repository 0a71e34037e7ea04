"use client";
import { toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/lib/trpc";

/** Adds or deletes keys of a partition set and invalidates every query that shows partitions. */
export function useChangeSet(
  onDone: () => void,
  meta: { failure?: string; inline?: boolean } = { failure: "Couldn't update the partition set" },
) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.partition.change.mutationOptions({
      meta,
      onSuccess: ({ added, deleted }) => {
        toast.success(deleted > 0 ? `${keyWords(deleted)} deleted` : `${keyWords(added)} added`);
        onDone();
        void queryClient.invalidateQueries(trpc.partition.pathFilter());
        void queryClient.invalidateQueries(trpc.asset.partitions.pathFilter());
        void queryClient.invalidateQueries(trpc.asset.partitionMatrix.pathFilter());
      },
    }),
  );
}

const keyWords = (count: number): string => `${count} ${count === 1 ? "key" : "keys"}`;
