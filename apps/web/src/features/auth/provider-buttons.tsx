"use client";
import { Button } from "@millrace/ui";
import { signInWithProvider } from "@/lib/auth-client";

const NAMES: Record<string, string> = { github: "GitHub", google: "Google" };

/** Sign-in buttons for the configured OAuth providers; renders nothing if there are none. */
export function ProviderButtons({ providers, next }: { providers: readonly string[]; next: string }) {
  if (providers.length === 0) return null;
  return (
    <div className="mt-5 flex flex-col gap-2">
      <p className="flex items-center gap-3 text-subtle text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or
      </p>
      {providers.map((provider) => (
        <Button key={provider} onClick={() => signInWithProvider(provider, next)} size="lg">
          Continue with {NAMES[provider] ?? provider}
        </Button>
      ))}
    </div>
  );
}
