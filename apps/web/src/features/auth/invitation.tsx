"use client";
import { Button, Callout, Skeleton } from "@millrace/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { shownError } from "@/lib/errors";
import { organizationPaths } from "@/lib/paths";
import { useTRPC } from "@/lib/trpc";
import { AuthHeading } from "./heading";

/** An invitation and the button to accept it. */
export function Invitation({ token }: { token: string }) {
  const trpc = useTRPC();
  const invitation = useQuery(trpc.auth.invitation.queryOptions({ token }));
  const me = useQuery(trpc.account.me.queryOptions(undefined, { retry: false, meta: { anonymous: true } }));
  const accept = useMutation(
    trpc.auth.acceptInvitation.mutationOptions({
      meta: { inline: true },
      onSuccess: ({ slug }) => window.location.assign(organizationPaths(slug).home),
    }),
  );
  if (invitation.isPending || me.isPending) return <Skeleton className="h-40" />;
  if (!invitation.data) {
    return (
      <>
        <AuthHeading title="This invitation is no longer valid">
          It was already used, revoked, or has expired. Ask for a new invitation.
        </AuthHeading>
        <Button render={<Link href="/" />} size="lg">
          Go to Millrace
        </Button>
      </>
    );
  }
  const here = encodeURIComponent(`/invitations/${token}`);
  const { organization, invitedBy, email, role } = invitation.data;
  return (
    <>
      <AuthHeading title={`Join ${organization}`}>
        {invitedBy} invited <strong className="font-medium text-fg">{email}</strong> to join as {role}.
      </AuthHeading>
      {accept.isError && (
        <Callout className="mb-4" tone="danger">
          {shownError(accept.error).message}
        </Callout>
      )}
      {me.data ? (
        <Button onClick={() => accept.mutate({ token })} pending={accept.isPending} size="lg" variant="primary">
          Join as {me.data.name}
        </Button>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button render={<Link href={`/sign-up?next=${here}`} />} size="lg" variant="primary">
            Create an account
          </Button>
          <Button render={<Link href={`/sign-in?next=${here}`} />} size="lg">
            Sign in
          </Button>
        </div>
      )}
    </>
  );
}
