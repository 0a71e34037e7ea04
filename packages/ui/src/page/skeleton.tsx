import { cn } from "../lib/cn";

/** Renders a placeholder for loading content. Without other content, `label` names it. */
export function Skeleton({ className, label }: { className?: string; label?: string }) {
  const naming = label ? { role: "img", "aria-label": label } : { "aria-hidden": true as const };
  return <span {...naming} className={cn("block animate-skeleton rounded-md bg-neutral-soft", className)} />;
}

/** Renders the rows of a loading table. */
export function SkeletonRows({ rows = 8, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div aria-label={label} className="divide-y" role="status">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical rows without identity
        <div className="flex h-9 items-center gap-4 px-4" key={index}>
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className="h-3.5 flex-1" />
          <Skeleton className="hidden h-3.5 w-24 sm:block" />
        </div>
      ))}
    </div>
  );
}
