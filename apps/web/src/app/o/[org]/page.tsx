import { redirect } from "next/navigation";
import { deploymentPaths, organizationPaths } from "@/lib/paths";
import { getCaller } from "@/server/caller";

/** Redirects to the first deployment's overview, or to onboarding until something has been pushed. */
export default async function Page({ params }: { params: Promise<{ org: string }> }) {
  const org = decodeURIComponent((await params).org);
  const caller = await getCaller();
  const [organization, state] = await Promise.all([caller.organization.get({ org }), caller.onboarding.state({ org })]);
  const first = organization.deployments[0];
  redirect(first && state.latestPush ? deploymentPaths(org, first.name).overview : organizationPaths(org).onboarding);
}
