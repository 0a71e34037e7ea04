import type { Metadata } from "next";
import { PartitionSetsPage } from "@/features/partition-sets/partition-sets-page";

export const metadata: Metadata = { title: "Partition sets" };

export default function Page() {
  return <PartitionSetsPage />;
}
