import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "./logo";

/** The frame of pages outside an organization; `actions` link elsewhere. */
export function PlainPage({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="min-h-dvh">
      <header className="border-b bg-surface">
        <div className="mx-auto flex h-13 max-w-5xl items-center px-4 sm:px-6">
          <Link className="flex items-center gap-2 rounded-md font-semibold" href="/">
            <Logo className="size-6" /> Millrace
          </Link>
          {actions && <nav className="ml-auto flex items-center gap-2">{actions}</nav>}
        </div>
      </header>
      <main className="mx-auto max-w-5xl px-4 py-6 sm:px-6" id="main">
        {children}
      </main>
    </div>
  );
}
