import type { Metadata } from "next";
import { RunPage } from "@/features/runs/detail/run-page";
import { pageScope } from "@/server/page-scope";
import { Prefetched } from "@/server/prefetched";

type Props = { params: Promise<{ org: string; deployment: string; runId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Run ${(await params).runId.slice(-8)}` };
}

export default async function Page({ params }: Props) {
  const scope = await pageScope(params);
  const runId = decodeURIComponent((await params).runId);
  return (
    <Prefetched queries={(trpc) => [trpc.run.get.queryOptions({ ...scope, runId })]}>
      <RunPage runId={runId} />
    </Prefetched>
  );
}
