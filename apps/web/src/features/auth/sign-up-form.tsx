"use client";
import { PASSWORD_CHARS_MIN } from "@millrace/core/identity";
import { Button } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { fieldError } from "@/lib/errors";
import { safeNext } from "@/lib/safe-next";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { AuthHeading, linkClass } from "./heading";
import { ProviderButtons } from "./provider-buttons";

export function SignUpForm({ providers, outbox }: { providers: readonly string[]; outbox: boolean }) {
  const trpc = useTRPC();
  const next = safeNext(useSearchParams().get("next"));
  const signUp = useMutation(trpc.auth.signUp.mutationOptions({ meta: { inline: true } }));
  if (signUp.isSuccess) return <CheckMail email={signUp.variables.email} outbox={outbox} />;
  return (
    <>
      <AuthHeading title="Create your account">
        Already have an account?{" "}
        <Link className={linkClass} href="/sign-in">
          Sign in
        </Link>
      </AuthHeading>
      <Form
        error={signUp.error}
        onSubmit={(values) =>
          signUp.mutate({ name: values.name ?? "", email: values.email ?? "", password: values.password ?? "" })
        }
      >
        <TextField autoComplete="name" autoFocus error={fieldError(signUp.error, "name")} label="Name" name="name" />
        <TextField
          autoComplete="username"
          error={fieldError(signUp.error, "email")}
          inputMode="email"
          label="Email"
          name="email"
          type="email"
        />
        <TextField
          autoComplete="new-password"
          error={fieldError(signUp.error, "password")}
          hint={`At least ${PASSWORD_CHARS_MIN} characters. Symbols are optional; longer is stronger.`}
          label="Password"
          minLength={PASSWORD_CHARS_MIN}
          name="password"
          type="password"
        />
        <Button pending={signUp.isPending} size="lg" type="submit" variant="primary">
          Create account
        </Button>
      </Form>
      <ProviderButtons next={next} providers={providers} />
    </>
  );
}

function CheckMail({ email, outbox }: { email: string; outbox: boolean }) {
  return (
    <div role="status">
      <MailCheck aria-hidden className="mb-4 size-8 text-accent" />
      <AuthHeading title="Check your email">
        We sent a confirmation link to <strong className="font-medium text-fg">{email}</strong>. Open it, then sign in.
      </AuthHeading>
      <div className="flex flex-wrap gap-2">
        {outbox && (
          <Button render={<Link href="/dev/outbox" />} size="lg" variant="primary">
            Open the local outbox
          </Button>
        )}
        <Button render={<Link href="/sign-in" />} size="lg">
          Sign in
        </Button>
      </div>
    </div>
  );
}
