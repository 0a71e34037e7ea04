"use client";
import { Button, Callout, Skeleton } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { shownError } from "@/lib/errors";
import { useTRPC } from "@/lib/trpc";
import { AuthHeading } from "./heading";

/** Redeems a verification link as soon as it is opened. */
export function VerifyEmail() {
  const trpc = useTRPC();
  const token = useSearchParams().get("token") ?? "";
  const verify = useMutation(trpc.auth.verifyEmail.mutationOptions({ meta: { inline: true } }));
  const started = useRef(false);
  useEffect(() => {
    if (started.current || !token) return;
    started.current = true;
    verify.mutate({ token });
  }, [token, verify]);

  if (!token) return <InvalidLink message="This link is incomplete. Open it again from the email." />;
  if (verify.isError) return <InvalidLink message={shownError(verify.error).message} />;
  if (!verify.isSuccess) {
    return (
      <div aria-busy role="status">
        <AuthHeading title="Confirming your email" />
        <Skeleton className="h-10" />
      </div>
    );
  }
  return (
    <>
      <AuthHeading title="Email confirmed">You can now sign in.</AuthHeading>
      <Button render={<Link href="/sign-in" />} size="lg" variant="primary">
        Sign in
      </Button>
    </>
  );
}

function InvalidLink({ message }: { message: string }) {
  return (
    <>
      <AuthHeading title="This link isn't valid" />
      <Callout className="mb-4" tone="danger">
        {message}
      </Callout>
      <Button render={<Link href="/sign-in" />} size="lg">
        Back to sign in
      </Button>
    </>
  );
}
