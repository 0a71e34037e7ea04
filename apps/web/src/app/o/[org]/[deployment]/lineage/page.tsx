import type { Metadata } from "next";
import { LineagePage } from "@/features/lineage/lineage-page";
import { pageScope, type ScopeParams } from "@/server/page-scope";
import { Prefetched } from "@/server/prefetched";

export const metadata: Metadata = { title: "Lineage" };

export default async function Page({ params }: { params: ScopeParams }) {
  const scope = await pageScope(params);
  return (
    <Prefetched queries={(trpc) => [trpc.asset.graph.queryOptions(scope)]}>
      <LineagePage />
    </Prefetched>
  );
}
