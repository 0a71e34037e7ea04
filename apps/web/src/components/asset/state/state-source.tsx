"use client";
import { Time } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import type { Outputs } from "@/lib/trpc";
import { TextLink } from "../../shared/text-link";

type Entry = Outputs["state"]["partition"];

/** When state was set, and by which run or person. */
export function StateSource({ entry }: { entry: Entry }) {
  const { paths } = useScope();
  return (
    <span className="flex flex-wrap gap-x-2 text-muted text-xs">
      <Time mode="absolute" seconds value={entry.updatedAt} />
      {entry.runId === null ? (
        <span>by {entry.updatedBy}</span>
      ) : (
        <TextLink className="font-mono" href={paths.run(entry.runId)}>
          {entry.runId.slice(-8)}
        </TextLink>
      )}
    </span>
  );
}
