import { redirect } from "next/navigation";
import { organizationPaths } from "@/lib/paths";
import { requireUser } from "@/server/auth/session";
import { getCaller } from "@/server/caller";

/** Redirects to the viewer's first organization, or to creating one. */
export default async function Home() {
  await requireUser();
  const caller = await getCaller();
  const [first] = await caller.organization.list();
  redirect(first ? organizationPaths(first.slug).home : "/new");
}
