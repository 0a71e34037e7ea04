import type { Metadata } from "next";
import { LocationPage } from "@/features/code/location-page";
import { pageScope } from "@/server/page-scope";
import { Prefetched } from "@/server/prefetched";

type Props = { params: Promise<{ org: string; deployment: string; location: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).location) };
}

export default async function Page({ params }: Props) {
  const scope = await pageScope(params);
  const location = decodeURIComponent((await params).location);
  return (
    <Prefetched queries={(trpc) => [trpc.location.get.queryOptions({ ...scope, location })]}>
      <LocationPage location={location} />
    </Prefetched>
  );
}
