import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "../lib/cn";

export function Card({ className, ...props }: ComponentProps<"div">) {
  return <div {...props} className={cn("min-w-0 rounded-lg border bg-surface shadow-card", className)} />;
}

/** Renders a titled part of a page. The title names the region. */
export function Section(props: {
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  flush?: boolean;
  className?: string;
  id?: string;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={titleId}
      className={cn("min-w-0 rounded-lg border bg-surface shadow-card", props.className)}
      id={props.id}
    >
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2">
        <div className="min-w-40 flex-1">
          <h2 className="font-semibold text-sm" id={titleId}>
            {props.title}
          </h2>
          {props.description && <p className="text-subtle text-xs">{props.description}</p>}
        </div>
        {props.action}
      </header>
      <div className={cn(!props.flush && "p-4")}>{props.children}</div>
    </section>
  );
}
