import { cn } from "@millrace/ui";
import type { ReactNode } from "react";

/** The padding and width that all pages share. `wide` pages use the whole window. */
export function Page({ wide, className, children }: { wide?: boolean; className?: string; children: ReactNode }) {
  return <div className={cn("mx-auto w-full px-4 py-5 sm:px-6", !wide && "max-w-[1320px]", className)}>{children}</div>;
}
