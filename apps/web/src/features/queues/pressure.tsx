"use client";
import { cn, Section } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../shared/query-view";

/** Usage of each limit as a bar and as numbers. */
export function Pressure({ compact }: { compact?: boolean }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const pressure = useQuery(trpc.limit.pressure.queryOptions(scope, { refetchInterval: 10_000 }));
  return (
    <Section flush title="Limit usage">
      <QueryView query={pressure} what="limits in use">
        {(rows) => (
          <ul className="divide-y">
            {rows.slice(0, compact ? 6 : undefined).map((row) => (
              <PressureRow key={`${row.kind} ${row.name}`} {...row} />
            ))}
          </ul>
        )}
      </QueryView>
    </Section>
  );
}

const WORDS: Record<string, string> = {
  organization: "Organization",
  deployment: "Deployment",
  location: "Location",
  job: "Job",
  tag: "Tag",
  pool: "Pool",
};

function PressureRow(props: { kind: string; name: string; used: number; limit: number; waiting: number }) {
  const unlimited = props.limit < 0;
  const share = unlimited ? 0 : props.limit === 0 ? 1 : Math.min(1, props.used / props.limit);
  const tone = share >= 1 ? "bg-warning" : "bg-accent";
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 px-4 py-2">
      <span className="truncate">
        {WORDS[props.kind] ?? props.kind}
        {props.kind !== "organization" && props.kind !== "deployment" && (
          <span className="font-mono text-xs"> {props.name}</span>
        )}
      </span>
      <span className="text-muted text-xs tabular">
        {props.limit === 0
          ? "paused"
          : unlimited
            ? `${props.used} running, unlimited`
            : `${props.used} of ${props.limit}`}
        {props.waiting > 0 && `, ${props.waiting} waiting`}
      </span>
      <span aria-hidden className="col-span-2 h-1 overflow-hidden rounded-full bg-neutral-soft">
        <span className={cn("block h-full rounded-full", tone)} style={{ width: `${share * 100}%` }} />
      </span>
    </li>
  );
}
