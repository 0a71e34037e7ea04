import { redirect } from "next/navigation";
import { organizationPaths } from "@/lib/paths";

/** Redirects to the general settings. */
export default async function Page({ params }: { params: Promise<{ org: string }> }) {
  redirect(organizationPaths(decodeURIComponent((await params).org)).settings("general"));
}
