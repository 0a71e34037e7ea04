"use client";
import { cn, shortId } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import { TextLink } from "./text-link";

/** Links to a run by the end of its ID. */
export function RunLink({ id, className }: { id: string; className?: string }) {
  const { paths } = useScope();
  return (
    <TextLink className={cn("font-mono", className)} href={paths.run(id)}>
      {shortId(id)}
    </TextLink>
  );
}
