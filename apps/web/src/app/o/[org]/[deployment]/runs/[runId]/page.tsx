import type { Metadata } from "next";
import { RunPage } from "@/features/runs/detail/run-page";

type Props = { params: Promise<{ runId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `run ${(await params).runId.slice(-8)}` };
}

export default async function Page({ params }: Props) {
  return <RunPage runId={decodeURIComponent((await params).runId)} />;
}
