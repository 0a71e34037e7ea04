import type { Metadata } from "next";
import { AssetPage } from "@/features/assets/detail/asset-page";
import { pageScope } from "@/server/page-scope";
import { Prefetched } from "@/server/prefetched";

type Props = { params: Promise<{ org: string; deployment: string; key: string[] }> };
const keyOf = async ({ params }: Props) => (await params).key.map(decodeURIComponent).join("/");

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: await keyOf(props) };
}

export default async function Page(props: Props) {
  const [scope, key] = await Promise.all([pageScope(props.params), keyOf(props)]);
  return (
    <Prefetched queries={(trpc) => [trpc.asset.get.queryOptions({ ...scope, key })]}>
      <AssetPage assetKey={key} />
    </Prefetched>
  );
}
