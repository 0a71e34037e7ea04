import { redirect } from "next/navigation";
import { deploymentPaths } from "@/lib/paths";

export default async function Page({ params }: { params: Promise<{ org: string; deployment: string }> }) {
  const { org, deployment } = await params;
  redirect(deploymentPaths(decodeURIComponent(org), decodeURIComponent(deployment)).overview);
}
