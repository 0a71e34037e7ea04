import type { Metadata } from "next";
import { JobsPage } from "@/features/jobs/jobs-page";
import { pageScope, type ScopeParams } from "@/server/page-scope";
import { Prefetched } from "@/server/prefetched";

export const metadata: Metadata = { title: "Jobs" };

export default async function Page({ params }: { params: ScopeParams }) {
  const scope = await pageScope(params);
  return (
    <Prefetched queries={(trpc) => [trpc.job.list.queryOptions(scope)]}>
      <JobsPage />
    </Prefetched>
  );
}
