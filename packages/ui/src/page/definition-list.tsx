import type { ReactNode } from "react";
import { cn } from "../lib/cn";

/** Renders names and values of an object. Entries without a value are left out. */
export function DefinitionList({
  items,
  className,
}: {
  items: readonly (readonly [string, ReactNode])[];
  className?: string;
}) {
  return (
    <dl className={cn("grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-5 gap-y-2 text-sm", className)}>
      {items
        .filter(([, value]) => value !== undefined && value !== null && value !== false && value !== "")
        .map(([name, value]) => (
          <div className="col-span-2 grid grid-cols-subgrid items-baseline" key={name}>
            <dt className="text-subtle">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
