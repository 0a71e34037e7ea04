"use client";
import { Button, Callout } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { signInWithPasskey } from "@/lib/auth-client";

/** Signs in with a passkey alone. */
export function PasskeyButton({ next }: { next: string }) {
  const signIn = useMutation({
    meta: { inline: true },
    mutationFn: signInWithPasskey,
    onSuccess: (result) => result.ok && window.location.assign(next),
  });
  const problem = signIn.data && !signIn.data.ok ? signIn.data.message : undefined;
  return (
    <div className="mt-3 flex flex-col gap-3">
      <Button onClick={() => signIn.mutate()} pending={signIn.isPending || signIn.data?.ok === true} size="lg">
        Sign in with a passkey
      </Button>
      {(problem || signIn.isError) && (
        <div role="alert">
          <Callout tone="danger">{problem ?? "Can't reach the server. Try again."}</Callout>
        </div>
      )}
    </div>
  );
}
