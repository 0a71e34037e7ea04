import { cn } from "@millrace/ui";
import Link from "next/link";
import type { ComponentProps } from "react";

/** A link inside text or a table cell. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...props}
      className={cn(
        "rounded-sm font-medium text-fg underline-offset-2 hover:text-accent-text hover:underline",
        className,
      )}
    />
  );
}
