import type { Metadata } from "next";
import { TeamPage } from "@/features/settings/teams/team-page";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Team ${(await params).slug}` };
}

export default async function Page({ params }: Props) {
  return <TeamPage slug={decodeURIComponent((await params).slug)} />;
}
