import type { Metadata } from "next";
import { LocationPage } from "@/features/code/location-page";

type Props = { params: Promise<{ location: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).location) };
}

export default async function Page({ params }: Props) {
  return <LocationPage location={decodeURIComponent((await params).location)} />;
}
