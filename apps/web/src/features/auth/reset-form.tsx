"use client";
import { PASSWORD_CHARS_MIN } from "@millrace/core/identity";
import { Button } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { fieldError } from "@/lib/errors";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { ForgotForm } from "./forgot-form";
import { AuthHeading } from "./heading";

export function ResetForm() {
  const trpc = useTRPC();
  const token = useSearchParams().get("token") ?? "";
  const reset = useMutation(trpc.auth.reset.mutationOptions({ meta: { inline: true } }));
  if (!token) return <ForgotForm />;
  if (reset.isSuccess) {
    return (
      <div role="status">
        <AuthHeading title="Password changed">All other sessions were signed out.</AuthHeading>
        <Button render={<Link href="/sign-in" />} size="lg" variant="primary">
          Sign in
        </Button>
      </div>
    );
  }
  return (
    <>
      <AuthHeading title="Choose a new password" />
      <Form error={reset.error} onSubmit={(values) => reset.mutate({ token, password: values.password ?? "" })}>
        <TextField
          autoComplete="new-password"
          autoFocus
          error={fieldError(reset.error, "password")}
          hint={`At least ${PASSWORD_CHARS_MIN} characters.`}
          label="New password"
          minLength={PASSWORD_CHARS_MIN}
          name="password"
          type="password"
        />
        <Button pending={reset.isPending} size="lg" type="submit" variant="primary">
          Change password
        </Button>
      </Form>
    </>
  );
}
