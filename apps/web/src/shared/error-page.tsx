"use client";
import { Button, EmptyState } from "@millrace/ui";
import { CircleAlert } from "lucide-react";

/** Shown in place of a page that threw. */
export function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <EmptyState
      action={
        <Button onClick={reset} variant="primary">
          Try again
        </Button>
      }
      icon={<CircleAlert />}
      title="Something went wrong"
    >
      <p>This is an error on our side. Your data isn't affected.</p>
      {error.digest && <p className="font-mono text-xs">error {error.digest}</p>}
    </EmptyState>
  );
}
