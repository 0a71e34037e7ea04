import type { Metadata } from "next";
import { JobPage } from "@/features/jobs/job-page";
import { pageScope } from "@/server/page-scope";
import { Prefetched } from "@/server/prefetched";

type Props = { params: Promise<{ org: string; deployment: string; location: string; job: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).job) };
}

export default async function Page({ params }: Props) {
  const scope = await pageScope(params);
  const path = await params;
  const [location, job] = [decodeURIComponent(path.location), decodeURIComponent(path.job)];
  return (
    <Prefetched queries={(trpc) => [trpc.job.get.queryOptions({ ...scope, location, job })]}>
      <JobPage job={job} location={location} />
    </Prefetched>
  );
}
