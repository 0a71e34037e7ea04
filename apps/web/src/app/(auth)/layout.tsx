import Link from "next/link";
import type { ReactNode } from "react";
import { Pitch } from "@/features/auth/product-intro";
import { Logo } from "@/shell/logo";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(26rem,1fr)_1.15fr]">
      <div className="flex flex-col px-5 py-6 sm:px-10">
        <Link className="flex items-center gap-2 self-start rounded-md font-semibold text-base" href="/">
          <Logo className="size-7" /> Millrace
        </Link>
        <main className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-10" id="main">
          {children}
        </main>
      </div>
      <Pitch />
    </div>
  );
}
