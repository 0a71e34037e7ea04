import type { ReactNode } from "react";

/** Renders a key or key sequence. Hidden on touch devices, which have no keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded border border-border bg-sunken px-1 font-mono text-2xs text-subtle pointer-coarse:hidden">
      {children}
    </kbd>
  );
}
