"use client";
import { Button } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type SignInResult, signInWithCode, signInWithPasskey } from "@/lib/auth-client";
import { safeNext } from "@/lib/safe-next";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { AuthHeading, linkClass } from "./heading";

/** The second step of a sign-in: a code of the authenticator app, a recovery code, or a passkey. */
export function SecondFactorForm() {
  const next = safeNext(useSearchParams().get("next"));
  const onSuccess = (result: SignInResult) => {
    if (result.ok) window.location.assign(next);
  };
  const code = useMutation({
    meta: { inline: true },
    mutationFn: (values: Record<string, string>) => signInWithCode(values.code ?? ""),
    onSuccess,
  });
  const passkey = useMutation({ meta: { inline: true }, mutationFn: signInWithPasskey, onSuccess });
  const latest = passkey.submittedAt > code.submittedAt ? passkey : code;
  const problem = latest.data && !latest.data.ok ? latest.data.message : undefined;
  return (
    <>
      <AuthHeading title="Two-factor authentication">Confirm that it’s you.</AuthHeading>
      <Form
        error={problem ?? (latest.isError ? "Can't reach the server. Try again." : undefined)}
        onSubmit={code.mutate}
      >
        <TextField
          autoComplete="one-time-code"
          autoFocus
          hint="6 digits from your authenticator app, or a recovery code."
          label="Authentication code"
          maxLength={60}
          name="code"
        />
        <Button pending={code.isPending || code.data?.ok === true} size="lg" type="submit" variant="primary">
          Confirm
        </Button>
      </Form>
      <div className="mt-4 flex flex-col gap-4">
        <Button onClick={() => passkey.mutate()} pending={passkey.isPending || passkey.data?.ok === true} size="lg">
          Use a passkey
        </Button>
        <Link className={linkClass} href="/sign-in">
          Back to sign-in
        </Link>
      </div>
    </>
  );
}
