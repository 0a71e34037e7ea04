import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { requireUser } from "@/server/auth/session";
import { getCaller } from "@/server/caller";
import { orNotFound } from "@/server/or-not-found";
import { orSecondFactor } from "@/server/or-second-factor";
import { AppShell } from "@/shell/app-shell";

type Props = { params: Promise<{ org: string }>; children: ReactNode };

/** Admits members only, and prefetches what the frame shows so that it doesn't flicker. */
export default async function OrganizationLayout({ params, children }: Props) {
  await requireUser();
  const org = decodeURIComponent((await params).org);
  const caller = await getCaller();
  const [organization, organizations, me] = await Promise.all([
    orNotFound(orSecondFactor(org, caller.organization.get({ org }))),
    caller.organization.list(),
    caller.account.me(),
  ]);
  const queryClient = new QueryClient();
  queryClient.setQueryData([["organization", "get"], { input: { org }, type: "query" }], organization);
  queryClient.setQueryData([["organization", "list"], { type: "query" }], organizations);
  queryClient.setQueryData([["account", "me"], { type: "query" }], me);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <AppShell>{children}</AppShell>
    </HydrationBoundary>
  );
}
