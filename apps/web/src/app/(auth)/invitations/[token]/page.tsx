import type { Metadata } from "next";
import { Invitation } from "@/features/auth/invitation";

export const metadata: Metadata = { title: "Invitation" };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  return <Invitation token={decodeURIComponent((await params).token)} />;
}
