import type { Metadata } from "next";
import { OverviewPage } from "@/features/overview/overview-page";
import { pageScope, type ScopeParams } from "@/server/page-scope";
import { Prefetched } from "@/server/prefetched";

export const metadata: Metadata = { title: "Overview" };

export default async function Page({ params }: { params: ScopeParams }) {
  const scope = await pageScope(params);
  return (
    <Prefetched queries={(trpc) => [trpc.overview.get.queryOptions(scope), trpc.limit.pressure.queryOptions(scope)]}>
      <OverviewPage />
    </Prefetched>
  );
}
