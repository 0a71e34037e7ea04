"use client";
import { Button } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { fieldError } from "@/lib/errors";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { AuthHeading, linkClass } from "./heading";

export function ForgotForm() {
  const trpc = useTRPC();
  const request = useMutation(trpc.auth.requestReset.mutationOptions({ meta: { inline: true } }));
  if (request.isSuccess) {
    return (
      <div role="status">
        <AuthHeading title="Check your email">
          If <strong className="font-medium text-fg">{request.variables.email}</strong> has an account, we sent a link
          to reset the password.
        </AuthHeading>
        <Link className={linkClass} href="/sign-in">
          Back to sign in
        </Link>
      </div>
    );
  }
  return (
    <>
      <AuthHeading title="Reset your password">We'll email you a link to reset it.</AuthHeading>
      <Form error={request.error} onSubmit={(values) => request.mutate({ email: values.email ?? "" })}>
        <TextField
          autoComplete="username"
          autoFocus
          error={fieldError(request.error, "email")}
          label="Email"
          name="email"
          type="email"
        />
        <Button pending={request.isPending} size="lg" type="submit" variant="primary">
          Send link
        </Button>
        <Link className={linkClass} href="/sign-in">
          Back to sign in
        </Link>
      </Form>
    </>
  );
}
