import type { Metadata } from "next";
import { JobPage } from "@/features/jobs/job-page";

type Props = { params: Promise<{ location: string; job: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).job) };
}

export default async function Page({ params }: Props) {
  const { location, job } = await params;
  return <JobPage job={decodeURIComponent(job)} location={decodeURIComponent(location)} />;
}
