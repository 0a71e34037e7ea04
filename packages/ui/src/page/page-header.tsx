import type { ReactNode } from "react";

/** Renders the title of a page, its description, and its actions. One per page. */
export function PageHeader(props: {
  title: ReactNode;
  eyebrow?: ReactNode;
  description?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-3 pb-5">
      <div className="min-w-0 flex-1 basis-64">
        {props.eyebrow && <div className="mb-1 text-subtle text-xs">{props.eyebrow}</div>}
        <h1 className="flex flex-wrap items-center gap-2.5 break-words font-semibold text-xl tracking-[-0.01em]">
          {props.title}
        </h1>
        {props.description && <p className="mt-1 max-w-prose text-muted text-sm">{props.description}</p>}
        {props.meta && (
          <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs">{props.meta}</div>
        )}
      </div>
      {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
    </header>
  );
}
