import { notFound, redirect } from "next/navigation";
import { deploymentPaths } from "@/lib/paths";
import { requireUser } from "@/server/auth/session";
import { getCaller } from "@/server/caller";
import { orNotFound } from "@/server/or-not-found";
import { orSecondFactor } from "@/server/or-second-factor";

/** Short run URL used by Slack and the CLI. Finds the run in the viewer's organizations. */
export default async function Page({ params }: { params: Promise<{ runId: string }> }) {
  await requireUser();
  const runId = decodeURIComponent((await params).runId);
  const caller = await getCaller();
  for (const { slug } of await caller.organization.list()) {
    const found = await orNotFound(orSecondFactor(slug, caller.run.locate({ org: slug, runId })));
    if (found) redirect(deploymentPaths(slug, found.deployment).run(runId));
  }
  notFound();
}
