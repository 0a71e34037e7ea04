import type { Metadata } from "next";
import { AssetsPage } from "@/features/assets/catalog/assets-page";
import { pageScope, type ScopeParams } from "@/server/page-scope";
import { Prefetched } from "@/server/prefetched";

export const metadata: Metadata = { title: "Assets" };

export default async function Page({ params }: { params: ScopeParams }) {
  const scope = await pageScope(params);
  return (
    <Prefetched queries={(trpc) => [trpc.asset.graph.queryOptions(scope)]}>
      <AssetsPage />
    </Prefetched>
  );
}
