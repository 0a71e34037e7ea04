import type { Metadata } from "next";
import { CodePage } from "@/features/code/code-page";
import { pageScope, type ScopeParams } from "@/server/page-scope";
import { Prefetched } from "@/server/prefetched";

export const metadata: Metadata = { title: "Code locations" };

export default async function Page({ params }: { params: ScopeParams }) {
  const scope = await pageScope(params);
  return (
    <Prefetched queries={(trpc) => [trpc.location.list.queryOptions(scope)]}>
      <CodePage />
    </Prefetched>
  );
}
