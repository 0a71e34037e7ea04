"use client";
import { IconButton } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useHotkeys } from "@/lib/hotkeys";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";

/** Links to the previous and next run of the same job. */
export function RunNeighbors({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { scope, paths } = useScope();
  const { data } = useQuery(trpc.run.neighbors.queryOptions({ ...scope, runId }, { staleTime: 10_000 }));
  const previous = data?.previous ?? null;
  const next = data?.next ?? null;
  useHotkeys({
    ...(previous ? { "[": () => router.push(paths.run(previous)) } : {}),
    ...(next ? { "]": () => router.push(paths.run(next)) } : {}),
  });
  return (
    <span className="inline-flex items-center">
      <Neighbor href={previous && paths.run(previous)} label="Previous run" shortcut="[">
        <ChevronLeft aria-hidden />
      </Neighbor>
      <Neighbor href={next && paths.run(next)} label="Next run" shortcut="]">
        <ChevronRight aria-hidden />
      </Neighbor>
    </span>
  );
}

function Neighbor(props: { href: string | null; label: string; shortcut: string; children: ReactNode }) {
  return (
    <IconButton
      className="h-6 w-6"
      disabled={!props.href}
      label={props.label}
      shortcut={props.shortcut}
      size="sm"
      {...(props.href ? { render: <Link href={props.href} /> } : {})}
    >
      {props.children}
    </IconButton>
  );
}
