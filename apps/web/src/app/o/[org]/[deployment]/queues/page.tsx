import type { Metadata } from "next";
import { QueuesPage } from "@/features/queues/queues-page";
import { pageScope, type ScopeParams } from "@/server/page-scope";
import { Prefetched } from "@/server/prefetched";

export const metadata: Metadata = { title: "Queues and limits" };

export default async function Page({ params }: { params: ScopeParams }) {
  const scope = await pageScope(params);
  return (
    <Prefetched
      queries={(trpc) => [
        trpc.limit.pressure.queryOptions(scope),
        trpc.limit.list.queryOptions(scope),
        trpc.pool.list.queryOptions(scope),
      ]}
    >
      <QueuesPage />
    </Prefetched>
  );
}
