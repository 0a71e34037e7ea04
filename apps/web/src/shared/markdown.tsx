"use client";
import { cn, Skeleton } from "@millrace/ui";
import dynamic from "next/dynamic";

const Rendered = dynamic(() => import("./rendered-markdown").then((it) => it.RenderedMarkdown), {
  loading: () => <Skeleton className="h-16" />,
});

/** An author's Markdown report. Its text never becomes markup of the page. */
export function Markdown({ text, className }: { text: string; className?: string }) {
  return (
    <div className={cn("flex min-w-0 flex-col gap-3 break-words text-sm", className)}>
      <Rendered text={text} />
    </div>
  );
}
