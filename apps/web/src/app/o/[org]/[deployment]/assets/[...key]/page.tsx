import type { Metadata } from "next";
import { AssetPage } from "@/features/assets/detail/asset-page";

type Props = { params: Promise<{ key: string[] }> };
const keyOf = async ({ params }: Props) => (await params).key.map(decodeURIComponent).join("/");

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: await keyOf(props) };
}

export default async function Page(props: Props) {
  return <AssetPage assetKey={await keyOf(props)} />;
}
