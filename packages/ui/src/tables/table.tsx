import type { ComponentProps, ReactNode } from "react";
import { cn } from "../lib/cn";

/** Renders a semantic table with a caption for screen readers. Scrolls horizontally if it is too wide. */
export function Table({
  caption,
  className,
  children,
  busy,
  ...props
}: ComponentProps<"table"> & { caption: string; busy?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section aria-label={caption} className="w-full overflow-x-auto scroll-thin" tabIndex={0}>
      <table
        {...props}
        aria-busy={busy || undefined}
        className={cn("w-full border-collapse text-left text-sm", className)}
      >
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="border-b bg-surface text-subtle text-xs">
      <tr className="[&>th]:align-middle">{children}</tr>
    </thead>
  );
}

export function Th({ className, numeric, ...props }: ComponentProps<"th"> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        "h-8 whitespace-nowrap px-2 font-medium first:pl-3 last:pr-3 sm:px-3 sm:first:pl-4 sm:last:pr-4",
        numeric && "text-right",
        className,
      )}
    />
  );
}

export function Tr({ className, ...props }: ComponentProps<"tr">) {
  return <tr {...props} className={cn("group/row border-b last:border-b-0 hover:bg-hover", className)} />;
}

export function Td({ className, numeric, ...props }: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td
      {...props}
      className={cn(
        "h-9 px-2 py-1 align-middle first:pl-3 last:pr-3 sm:px-3 sm:first:pl-4 sm:last:pr-4",
        numeric && "text-right tabular",
        className,
      )}
    />
  );
}
