"use client";
import { Button } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { type SignInResult, signInProblem, signInWithPassword } from "@/lib/auth-client";
import { safeNext } from "@/lib/safe-next";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { AuthHeading, linkClass } from "./heading";
import { PasskeyButton } from "./passkey-button";
import { ProviderButtons } from "./provider-buttons";

export function SignInForm({ providers }: { providers: readonly string[] }) {
  const params = useSearchParams();
  const router = useRouter();
  const next = safeNext(params.get("next"));
  const code = params.get("error");
  const signIn = useMutation({
    meta: { inline: true },
    mutationFn: (values: Record<string, string>) => signInWithPassword(values.email ?? "", values.password ?? ""),
    onSuccess: (result) => {
      if (result.ok) window.location.assign(next);
      else if (needsSecondFactor(result)) router.push(`/sign-in/second-factor?next=${encodeURIComponent(next)}`);
    },
  });
  const refused =
    signIn.data && !signIn.data.ok && !needsSecondFactor(signIn.data)
      ? signIn.data.message
      : signIn.isIdle && code
        ? signInProblem(code)
        : undefined;
  return (
    <>
      <AuthHeading title="Sign in">
        New here?{" "}
        <Link className={linkClass} href={`/sign-up${next === "/" ? "" : `?next=${encodeURIComponent(next)}`}`}>
          Create an account
        </Link>
      </AuthHeading>
      <Form
        error={refused ?? (signIn.isError ? "Can't reach the server. Try again." : undefined)}
        onSubmit={signIn.mutate}
      >
        <TextField autoComplete="username" autoFocus inputMode="email" label="Email" name="email" type="email" />
        <TextField
          action={
            <Link className={`${linkClass} text-xs`} href="/forgot">
              Forgot password?
            </Link>
          }
          autoComplete="current-password"
          label="Password"
          name="password"
          type="password"
        />
        <Button pending={signIn.isPending || signIn.data?.ok === true} size="lg" type="submit" variant="primary">
          Sign in
        </Button>
      </Form>
      <PasskeyButton next={next} />
      <ProviderButtons next={next} providers={providers} />
    </>
  );
}

const needsSecondFactor = (result: SignInResult): boolean => !result.ok && result.code === "second_factor_required";
