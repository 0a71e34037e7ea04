"use client";
import { PreviewCard } from "@base-ui/react/preview-card";
import { CopyButton } from "../actions/copy-button";
import { cn } from "../lib/cn";
import { popupClass } from "../overlays/popup";
import { formatDuration, formatInstant, formatRelative, zoneName } from "./format";
import { useTimePreferences } from "./time-preferences";
import { useNow } from "./use-now";

/** Beyond this, a date says more than a relative time. */
const RELATIVE_MAX_MS = 30 * 86_400_000;

export type Instant = Date | string | number;
const toMs = (value: Instant): number => (typeof value === "number" ? value : new Date(value).getTime());
const card = PreviewCard.createHandle<number>();

/** Renders an instant in the viewer's zone. Hover or focus shows it local, in UTC, and relative. */
export function Time(props: {
  value: Instant | null | undefined;
  /** `relative` for lists (within a month), `absolute` for details. */
  mode?: "relative" | "absolute";
  seconds?: boolean;
  focusable?: boolean;
  empty?: string;
  className?: string;
}) {
  const { timeZone, hour12, hydrated } = useTimePreferences();
  const relative = props.mode !== "absolute";
  const now = useNow(relative && props.value != null ? "slow" : "off");
  if (props.value == null) return <span className="text-subtle">{props.empty ?? "–"}</span>;
  const at = toMs(props.value);
  // The shared clock ticks slowly, so an event since its last tick isn't in the future.
  const current = Math.max(now, Date.now());
  const absolute = formatInstant(at, {
    timeZone,
    hour12,
    now: hydrated ? current : at,
    seconds: props.seconds ?? false,
  });
  return (
    <PreviewCard.Trigger
      handle={card}
      payload={at}
      render={
        <time
          className={cn("whitespace-nowrap tabular", props.className)}
          dateTime={new Date(at).toISOString()}
          tabIndex={props.focusable ? 0 : undefined}
        />
      }
    >
      {relative && hydrated && Math.abs(current - at) < RELATIVE_MAX_MS ? formatRelative(at, current) : absolute}
    </PreviewCard.Trigger>
  );
}

/** Renders the card that all times on the page share. Mount it once. */
export function TimeCard() {
  const { timeZone, hour12 } = useTimePreferences();
  const now = useNow("slow");
  return (
    <PreviewCard.Root handle={card}>
      {({ payload }) => (
        <PreviewCard.Portal>
          <PreviewCard.Positioner className="z-60" sideOffset={6}>
            <PreviewCard.Popup className={cn(popupClass, "px-3 py-2 text-xs")}>
              {payload !== undefined && (
                <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-1 tabular">
                  <dt className="text-subtle">{zoneName(payload, timeZone)}</dt>
                  <dd>{formatInstant(payload, { timeZone, hour12, now: 0, seconds: true })}</dd>
                  <dt className="text-subtle">UTC</dt>
                  <dd className="flex items-center gap-1">
                    {new Date(payload).toISOString().slice(0, 19).replace("T", " ")}
                    <CopyButton label="Copy as ISO 8601" value={new Date(payload).toISOString()} />
                  </dd>
                  <dt className="text-subtle">Distance</dt>
                  <dd>{formatRelative(payload, now)}</dd>
                </dl>
              )}
            </PreviewCard.Popup>
          </PreviewCard.Positioner>
        </PreviewCard.Portal>
      )}
    </PreviewCard.Root>
  );
}

/** Renders the time between two instants. Keeps counting while there is no end. */
export function Duration(props: {
  from: Instant | null | undefined;
  to?: Instant | null | undefined;
  className?: string;
}) {
  const open = props.from != null && props.to == null;
  const now = useNow(open ? "fast" : "off");
  if (props.from == null) return <span className="text-subtle">–</span>;
  const end = props.to == null ? Math.max(now, toMs(props.from)) : toMs(props.to);
  return (
    <span className={cn("whitespace-nowrap tabular", props.className)}>
      {formatDurationText(end - toMs(props.from), open)}
    </span>
  );
}

function formatDurationText(ms: number, running: boolean): string {
  return formatDuration(running && ms >= 1_000 ? Math.floor(ms / 1_000) * 1_000 : ms);
}
