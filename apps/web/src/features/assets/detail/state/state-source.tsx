"use client";
import { Time } from "@millrace/ui";
import type { Outputs } from "@/lib/trpc";
import { RunLink } from "../../../../shared/run-link";

type Entry = Outputs["state"]["partition"];

/** When state was set, and by which run or person it was set. */
export function StateSource({ entry }: { entry: Entry }) {
  return (
    <span className="flex flex-wrap gap-x-2 text-muted text-xs">
      <Time mode="absolute" seconds value={entry.updatedAt} />
      {entry.runId === null ? <span>by {entry.updatedBy}</span> : <RunLink id={entry.runId} />}
    </span>
  );
}
