import { Fragment, type ReactNode } from "react";

/** Renders the path of the page. The last entry is the page itself, without a link. */
export function Breadcrumbs({ items }: { items: readonly ReactNode[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-sm text-subtle [&_a:hover]:text-fg [&_a]:text-muted">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity
          <Fragment key={index}>
            {index > 0 && <li aria-hidden>/</li>}
            <li
              aria-current={index === items.length - 1 ? "page" : undefined}
              className={index === items.length - 1 ? "truncate text-fg" : "truncate"}
            >
              {item}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
