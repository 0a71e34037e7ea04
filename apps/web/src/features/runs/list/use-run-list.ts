"use client";
import { isFinished } from "@millrace/core/run";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useScope } from "@/lib/scope";
import { type Inputs, useTRPC } from "@/lib/trpc";
import { useLiveConnected, useLiveEvents } from "@/shell/live/live-provider";
import { runFilterParsers } from "./filters";

/**
 * The runs that match the URL's filters. Rows never move on their own: visible runs are patched in place as they
 * change, and newer runs are only counted until the viewer loads them.
 */
export function useRunList() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { scope } = useScope();
  const connected = useLiveConnected();
  const [filters] = useQueryStates(runFilterParsers);
  const input = { ...scope, ...toInput(filters) };

  const listOptions = trpc.run.list.infiniteQueryOptions(input, {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });
  const list = useInfiniteQuery(listOptions);
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const newest = rows[0]?.id;
  const newer = useQuery(
    trpc.run.newerCount.queryOptions(
      { ...input, since: newest ?? "" },
      { enabled: newest !== undefined, refetchInterval: connected ? false : 10_000 },
    ),
  );

  const patch = async (ids: string[]) => {
    if (ids.length === 0) return;
    const fresh = await queryClient.fetchQuery(trpc.run.byIds.queryOptions({ ...scope, ids }, { staleTime: 0 }));
    const byId = new Map(fresh.map((run) => [run.id, run]));
    queryClient.setQueryData(
      listOptions.queryKey,
      (old) =>
        old && {
          ...old,
          pages: old.pages.map((page) => ({ ...page, data: page.data.map((run) => byId.get(run.id) ?? run) })),
        },
    );
  };
  useLiveEvents((events) => {
    const shown = new Set(rows.map((run) => run.id));
    void patch(
      [
        ...new Set(events.filter((event) => event.kind === "run" && shown.has(event.id)).map((event) => event.id)),
      ].slice(0, 100),
    );
  });
  useQuery({
    queryKey: ["runs-fallback", input],
    enabled: !connected && rows.length > 0,
    refetchInterval: 5_000,
    queryFn: async () => {
      await patch(
        rows
          .filter((run) => !isFinished(run.status))
          .map((run) => run.id)
          .slice(0, 100),
      );
      return null;
    },
  });

  const showNewer = () => queryClient.resetQueries({ queryKey: listOptions.queryKey });
  return { list, rows, newerCount: newer.data?.count ?? 0, showNewer };
}

type Filters = ReturnType<typeof useQueryStates<typeof runFilterParsers>>[0];

function toInput(filters: Filters): Omit<Inputs["run"]["list"], "org" | "deployment"> {
  return {
    ...(filters.status.length > 0 ? { status: filters.status } : {}),
    ...(filters.trigger.length > 0 ? { trigger: filters.trigger } : {}),
    ...(filters.job ? { job: filters.job } : {}),
    ...(filters.asset ? { asset: filters.asset } : {}),
    ...(filters.location ? { location: filters.location } : {}),
    ...(filters.tag ? { tag: filters.tag } : {}),
    ...(filters.by ? { launchedBy: filters.by } : {}),
    ...(filters.from ? { from: filters.from } : {}),
    ...(filters.to ? { to: filters.to } : {}),
  };
}
