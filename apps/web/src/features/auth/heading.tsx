import type { ReactNode } from "react";

export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="pb-6">
      <h1 className="font-semibold text-2xl tracking-[-0.02em]">{title}</h1>
      {children && <p className="mt-1.5 text-muted text-base">{children}</p>}
    </header>
  );
}

export const linkClass = "font-medium text-accent-text underline-offset-2 hover:underline";
