import { redirect } from "next/navigation";
import { deploymentPaths } from "@/lib/paths";
import { pageScope, type ScopeParams } from "@/server/page-scope";

/** Redirects to the overview. */
export default async function Page({ params }: { params: ScopeParams }) {
  const { org, deployment } = await pageScope(params);
  redirect(deploymentPaths(org, deployment).overview);
}
