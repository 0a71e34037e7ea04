import type { AppRouter } from "@millrace/api";
import { dehydrate, type FetchQueryOptions, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { ReactNode } from "react";
import { getPageContext } from "./caller";

/** A page is sent without the answers that take longer; the browser then fetches them itself. */
const BUDGET_MS = 400;

/**
 * Answers a page's queries on the server, so that its first paint shows data instead of a skeleton. Queries that fail
 * or exceed the budget are left to the browser, which shows their error or loading state.
 * @example
 * <Prefetched queries={(trpc) => [trpc.overview.get.queryOptions(scope)]}>
 *   <OverviewPage />
 * </Prefetched>
 */
export async function Prefetched(props: {
  queries: (trpc: TRPCOptionsProxy<AppRouter>) => readonly unknown[];
  children: ReactNode;
}) {
  const queryClient = new QueryClient();
  const { router, ctx } = await getPageContext();
  const trpc = createTRPCOptionsProxy<AppRouter>({ router, ctx, queryClient });
  const answers = props.queries(trpc).map((options) => queryClient.prefetchQuery(options as FetchQueryOptions));
  await within(BUDGET_MS, Promise.all(answers));
  return <HydrationBoundary state={dehydrate(queryClient)}>{props.children}</HydrationBoundary>;
}

async function within(budgetMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, budgetMs);
  });
  await Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
