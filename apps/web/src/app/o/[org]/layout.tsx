import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { getTRPCErrorFromUnknown } from "@trpc/server";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireUser } from "@/server/auth/session";
import { getCaller } from "@/server/caller";
import { AppShell } from "@/shell/app-shell";

type Props = { params: Promise<{ org: string }>; children: ReactNode };

/** Admits members only, and prefetches what the frame shows so that it doesn't flicker. */
export default async function OrganizationLayout({ params, children }: Props) {
  await requireUser();
  const org = decodeURIComponent((await params).org);
  const caller = await getCaller();
  const [organization, organizations, me] = await Promise.all([
    caller.organization.get({ org }).catch(toNotFound),
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

/** Next bundles pages and routes apart, each with a `TRPCError` of its own: `instanceof` would know only the page's. */
function toNotFound(error: unknown): never {
  if (getTRPCErrorFromUnknown(error).code === "NOT_FOUND") notFound();
  throw error;
}
