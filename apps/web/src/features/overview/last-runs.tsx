"use client";
import { Button, Section, StatusText, Time } from "@millrace/ui";
import Link from "next/link";
import { useScope } from "@/lib/scope";
import { TextLink } from "../../shared/text-link";
import { runSelection, runTitle } from "../runs/run-title";
import type { Overview } from "./overview";

const SHOWN = 8;

/** The newest runs of the deployment. */
export function LastRuns({ runs }: { runs: Overview["recentRuns"] }) {
  const { paths } = useScope();
  return (
    <Section
      action={
        <Button render={<Link href={paths.runs} />} size="sm" variant="ghost">
          All runs
        </Button>
      }
      flush
      title="Recent runs"
    >
      <ul className="divide-y">
        {runs.slice(0, SHOWN).map((run) => (
          <li className="flex items-center gap-3 px-4 py-2" key={run.id}>
            <StatusText className="w-26 shrink-0" status={run.status} />
            <span className="flex min-w-0 flex-1 items-baseline gap-2">
              <TextLink className="truncate" href={paths.run(run.id)}>
                {runTitle(run)}
              </TextLink>
              {runSelection(run) && (
                <code className="truncate font-mono text-subtle text-xs max-sm:hidden">{runSelection(run)}</code>
              )}
            </span>
            <Time className="shrink-0 text-muted text-xs" value={run.createdAt} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
