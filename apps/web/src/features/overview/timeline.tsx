"use client";
import {
  cn,
  EmptyState,
  formatDuration,
  formatInstant,
  Section,
  StatusIcon,
  statusLook,
  useNow,
  useTimePreferences,
} from "@millrace/ui";
import { Activity } from "lucide-react";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useScope } from "@/lib/scope";
import { TextLink } from "../../shared/text-link";
import { runTitle } from "../runs/run-title";
import type { Overview } from "./overview";
import { timelineBlocks, timelineTicks } from "./timeline-blocks";

type Run = Overview["recentRuns"][number];
const HOUR_MS = 3_600_000;
const RANGES = ["1", "6", "12", "24"] as const;
const ROWS_MAX = 12;
const fill: Record<string, string> = {
  success: "bg-success",
  danger: "bg-danger",
  warning: "bg-warning",
  info: "bg-info",
  neutral: "bg-neutral",
};

/** Runs as blocks on a time axis, one row per job or asset. */
export function OverviewTimeline({ runs }: { runs: readonly Run[] }) {
  const [chosen, setRange] = useQueryState("range", parseAsStringLiteral(RANGES));
  const now = useNow("slow");
  const oldest = runs.at(-1)?.createdAt.getTime() ?? 0;
  const range = chosen ?? (now - oldest < HOUR_MS ? "1" : "6");
  const { timeZone } = useTimePreferences();
  const { paths } = useScope();
  const start = now - Number(range) * HOUR_MS;
  const rows = grouped(runs.filter((run) => (run.endedAt ?? new Date(now)).getTime() > start));
  const ticks = timelineTicks(start, now);
  return (
    <Section
      action={
        <fieldset className="flex rounded-md border p-0.5">
          <legend className="sr-only">Range</legend>
          {RANGES.map((each) => (
            <button
              aria-pressed={range === each}
              className={cn(
                "h-6 rounded-[5px] px-2 text-xs",
                range === each ? "bg-selected font-medium" : "text-muted hover:bg-hover",
              )}
              key={each}
              onClick={() => void setRange(each)}
              type="button"
            >
              {each}h
            </button>
          ))}
        </fieldset>
      }
      flush
      title="Timeline"
    >
      {now === 0 || rows.length === 0 ? (
        <EmptyState className="py-9" icon={<Activity />} title={`No runs in the last ${range} hours`}>
          Select a longer range or launch a run.
        </EmptyState>
      ) : (
        <div className="overflow-x-auto scroll-thin">
          <div>
            <div
              aria-hidden
              className="grid grid-cols-[8.5rem_1fr] border-b text-2xs text-subtle sm:grid-cols-[14rem_1fr]"
            >
              <span />
              <div className="relative h-6">
                {ticks.map((tick, index) => (
                  <span
                    className={cn(
                      "absolute inset-y-0 whitespace-nowrap border-l pt-1 pl-1 tabular",
                      index % 3 > 0 && "max-sm:hidden",
                    )}
                    key={tick}
                    style={{ left: `${((tick - start) / (now - start)) * 100}%` }}
                  >
                    {(now - tick) / (now - start) > 0.05 && formatInstant(tick, { timeZone }).split(", ").at(-1)}
                  </span>
                ))}
              </div>
            </div>
            <ul>
              {rows.slice(0, ROWS_MAX).map(([name, list]) => (
                <TimelineRow end={now} key={name} name={name} runs={list} start={start} ticks={ticks} />
              ))}
            </ul>
            {rows.length > ROWS_MAX && (
              <p className="border-t px-4 py-2 text-subtle text-xs">
                {rows.length - ROWS_MAX} more {rows.length - ROWS_MAX === 1 ? "row" : "rows"}:{" "}
                <TextLink className="font-normal text-muted" href={paths.runs}>
                  see all runs
                </TextLink>
              </p>
            )}
          </div>
        </div>
      )}
    </Section>
  );
}

function TimelineRow(props: {
  name: string;
  runs: readonly Run[];
  start: number;
  end: number;
  ticks: readonly number[];
}) {
  const { name, runs, start, end } = props;
  const { paths } = useScope();
  return (
    <li className="grid h-8 grid-cols-[8.5rem_1fr] items-center border-b last:border-b-0 hover:bg-hover sm:grid-cols-[14rem_1fr]">
      <span className="flex min-w-0 items-center gap-2 pr-2 pl-3 sm:px-4">
        <StatusIcon className="size-3.5" status={runs[0]?.status ?? "UNKNOWN"} />
        <span className="truncate font-mono text-xs" title={name}>
          {name}
        </span>
      </span>
      <span className="relative h-full border-l">
        {props.ticks.map((tick) => (
          <span
            aria-hidden
            className="absolute inset-y-0 border-border/60 border-l"
            key={tick}
            style={{ left: `${((tick - start) / (end - start)) * 100}%` }}
          />
        ))}
        {timelineBlocks(runs, { start, end }).map(({ run, count, left, width }) => {
          const text = blockText(run, count, end);
          return (
            <Link
              aria-label={`${name}: ${text}`}
              className="group/block absolute inset-y-0 flex min-w-2.5 items-center outline-offset-[-2px]"
              href={paths.run(run.id)}
              key={run.id}
              style={{ left: `${left}%`, width: `${width}%` }}
              title={text}
            >
              <span
                className={cn(
                  "h-4 w-full rounded-[3px] ring-1 ring-surface group-hover/block:brightness-110",
                  fill[statusLook(run.status).tone],
                )}
              />
            </Link>
          );
        })}
      </span>
    </li>
  );
}

function blockText(run: Run, count: number, now: number): string {
  const { label } = statusLook(run.status);
  if (count > 1) return `${count} runs, worst status: ${label.toLowerCase()}`;
  const ms = run.startedAt ? (run.endedAt?.getTime() ?? now) - run.startedAt.getTime() : 0;
  return ms > 0 ? `${label} in ${formatDuration(ms)}` : label;
}

function grouped(runs: readonly Run[]): [string, Run[]][] {
  const rows = new Map<string, Run[]>();
  for (const run of runs) {
    const name = runTitle(run);
    rows.set(name, [...(rows.get(name) ?? []), run]);
  }
  return [...rows];
}
