"use client";
import { cn, shortId } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import { TextLink } from "./text-link";

/** A run of the deployment, by the end of its id; leads to its page. */
export function RunLink({ id, className }: { id: string; className?: string }) {
  const { paths } = useScope();
  return (
    <TextLink className={cn("font-mono", className)} href={paths.run(id)}>
      {shortId(id)}
    </TextLink>
  );
}
