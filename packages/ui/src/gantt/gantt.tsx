"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { cn } from "../lib/cn";
import { statusLook } from "../status/status";
import { StatusIcon } from "../status/status-badge";
import { formatDuration } from "../time/format";
import { useNow } from "../time/use-now";
import { type GanttRow, type GanttScale, ganttScale, runningMs, segmentBox } from "./model";

const ROW_PX = 30;
const barTone: Record<string, string> = {
  success: "bg-success",
  danger: "bg-danger",
  warning: "bg-warning",
  info: "bg-info",
  neutral: "bg-neutral",
};

/** Renders steps over time. Each row is a button that selects its step and describes its bar in words. */
export function Gantt(props: {
  rows: readonly GanttRow[];
  /** Start of the run, where the axis begins. */
  origin?: number | undefined;
  running: boolean;
  selected?: string | undefined;
  onSelect: (key: string) => void;
  className?: string;
}) {
  const tick = useNow(props.running ? "fast" : "off");
  const lastEnd = Math.max(0, ...props.rows.flatMap((row) => row.segments.map((segment) => segment.to ?? 0)));
  const now = Math.max(tick, lastEnd);
  const scale = ganttScale(props.rows, now, props.origin);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: props.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    initialRect: { width: 800, height: 360 },
  });

  return (
    <div className={cn("flex min-h-0 flex-col", props.className)}>
      <Axis scale={scale} />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-thin" ref={scroller}>
        <ul aria-label="Steps over time" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = props.rows[item.index]!;
            return (
              <li className="absolute inset-x-0" key={row.key} style={{ top: item.start, height: ROW_PX }}>
                <GanttBar
                  now={now}
                  onSelect={() => props.onSelect(row.key)}
                  row={row}
                  scale={scale}
                  selected={props.selected === row.key}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

const columns = "grid grid-cols-[8.5rem_1fr_3.75rem] sm:grid-cols-[14rem_1fr_4.5rem] xl:grid-cols-[19rem_1fr_4.5rem]";

function Axis({ scale }: { scale: GanttScale }) {
  return (
    <div aria-hidden className={cn(columns, "h-7 shrink-0 border-b text-2xs text-subtle")}>
      <span className="self-center pl-3 sm:pl-4">Step</span>
      <div className="relative">
        {scale.ticks.map((tick, index) => (
          <span
            className={cn(
              index % 3 > 0 && "max-sm:hidden",
              "absolute inset-y-0 flex items-center whitespace-nowrap border-l pl-1 tabular",
            )}
            key={tick.at}
            style={{ left: `${((tick.at - scale.start) / (scale.end - scale.start)) * 100}%` }}
          >
            {(tick.at - scale.start) / (scale.end - scale.start) < 0.94 && tick.label}
          </span>
        ))}
      </div>
      <span className="self-center pr-3 text-right sm:pr-4">Time</span>
    </div>
  );
}

function GanttBar(props: { row: GanttRow; scale: GanttScale; now: number; selected: boolean; onSelect: () => void }) {
  const { row, scale, now } = props;
  const spent = runningMs(row, now);
  const word = statusLook(row.status).label;
  return (
    <button
      aria-label={`${row.label}: ${word}${spent > 0 ? `, ${formatDuration(spent)}` : ""}`}
      aria-pressed={props.selected}
      className={cn(
        columns,
        "h-full w-full items-center text-left text-xs outline-offset-[-2px] hover:bg-hover",
        props.selected && "bg-selected hover:bg-selected",
      )}
      onClick={props.onSelect}
      type="button"
    >
      <span className="flex min-w-0 items-center gap-1.5 pr-2 pl-3 sm:pl-4">
        <StatusIcon className="size-3.5" decorative status={row.status} />
        <span className="truncate font-mono" title={row.label}>
          {row.label}
        </span>
      </span>
      <span className="relative h-full">
        {scale.ticks.map((tick) => (
          <span
            className="absolute inset-y-0 border-border/60 border-l"
            key={tick.at}
            style={{ left: `${((tick.at - scale.start) / (scale.end - scale.start)) * 100}%` }}
          />
        ))}
        {row.segments.map((segment) => {
          const box = segmentBox(scale, segment, now);
          return (
            <span
              className={cn(
                "absolute top-1/2 h-3.5 min-w-[3px] -translate-y-1/2 rounded-[3px]",
                segment.kind === "wait" ? "hatched opacity-80" : barTone[statusLook(segment.status).tone],
              )}
              key={`${segment.kind}-${segment.from}`}
              style={{ left: `${box.left}%`, width: `${box.width}%` }}
              title={segment.label}
            />
          );
        })}
      </span>
      <span className="pr-3 text-right text-subtle tabular sm:pr-4">{spent > 0 ? formatDuration(spent) : ""}</span>
    </button>
  );
}
