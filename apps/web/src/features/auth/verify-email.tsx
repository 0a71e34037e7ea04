"use client";
import { Button, Callout, Skeleton } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { signInWithPassword } from "@/lib/auth-client";
import { fieldError, shownError } from "@/lib/errors";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { AuthHeading, linkClass } from "./heading";

/** Redeems a verification link as soon as it is opened; the link of a sign-up also asks for the password. */
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
  if (verify.isError) {
    const { code, message } = shownError(verify.error);
    return code === "password_required" ? <ConfirmWithPassword token={token} /> : <InvalidLink message={message} />;
  }
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

/** Confirms the address of a sign-up and signs in. */
function ConfirmWithPassword({ token }: { token: string }) {
  const trpc = useTRPC();
  const verify = useMutation(
    trpc.auth.verifyEmail.mutationOptions({
      meta: { inline: true },
      onSuccess: async ({ email }, { password }) => {
        const result = await signInWithPassword(email, password ?? "");
        window.location.assign(result.ok ? "/" : "/sign-in");
      },
    }),
  );
  return (
    <>
      <AuthHeading title="Confirm your email">Enter the password that you chose when you signed up.</AuthHeading>
      <Form
        error={verify.isError && !fieldError(verify.error, "password") ? shownError(verify.error).message : undefined}
        onSubmit={(values) => verify.mutate({ token, password: values.password ?? "" })}
      >
        <TextField
          action={
            <Link className={`${linkClass} text-xs`} href="/forgot">
              Forgot password?
            </Link>
          }
          autoComplete="current-password"
          autoFocus
          error={fieldError(verify.error, "password")}
          label="Password"
          name="password"
          type="password"
        />
        <Button pending={verify.isPending || verify.isSuccess} size="lg" type="submit" variant="primary">
          Confirm and sign in
        </Button>
      </Form>
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
