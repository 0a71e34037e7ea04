import type { ReactNode } from "react";
import { cn } from "../lib/cn";

/** Renders a description of what is missing, and the one action that adds it. */
export function EmptyState(props: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("mx-auto flex max-w-lg flex-col items-center gap-3 px-6 py-14 text-center", props.className)}>
      {props.icon && (
        <div
          aria-hidden
          className="flex size-10 items-center justify-center rounded-lg border bg-sunken text-subtle [&_svg]:size-5"
        >
          {props.icon}
        </div>
      )}
      <h2 className="font-semibold text-base">{props.title}</h2>
      {props.children && <div className="w-full space-y-3 text-muted text-sm">{props.children}</div>}
      {props.action && <div className="mt-1 flex flex-wrap justify-center gap-2">{props.action}</div>}
    </div>
  );
}
