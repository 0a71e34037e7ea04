"use client";
import type { ReactNode } from "react";
import { CopyButton } from "../actions/copy-button";
import { cn } from "../lib/cn";

/** Renders code or a command with a copy button. `children` can decorate it; `code` is copied. */
export function CodeBlock(props: {
  code: string;
  title?: ReactNode;
  wrap?: boolean;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <figure className={cn("group relative overflow-hidden rounded-md border bg-sunken text-left", props.className)}>
      {props.title && (
        <figcaption className="flex items-center border-b px-3 py-1.5 font-medium text-muted text-xs">
          {props.title}
        </figcaption>
      )}
      <pre
        className={cn(
          "max-h-[32rem] overflow-auto py-2.5 pr-10 pl-3 font-mono text-xs leading-5 scroll-thin",
          props.wrap && "whitespace-pre-wrap break-words",
        )}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
        tabIndex={0}
      >
        <code>{props.children ?? props.code}</code>
      </pre>
      <div className={cn("absolute right-0 flex bg-sunken px-1.5", props.title ? "top-9" : "top-1.5")}>
        <CopyButton value={props.code} />
      </div>
    </figure>
  );
}
