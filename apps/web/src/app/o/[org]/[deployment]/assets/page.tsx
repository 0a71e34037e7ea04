import type { Metadata } from "next";
import { AssetsPage } from "@/features/assets/catalog/assets-page";

export const metadata: Metadata = { title: "Assets" };

export default function Page() {
  return <AssetsPage />;
}
