import { cn } from "../lib/cn";
import { statusLook } from "../status/status";

export type HistoryBar = { id: string; status: string; durationMs: number | null; href: string; label: string };

const fill: Record<string, string> = {
  success: "bg-success",
  danger: "bg-danger",
  warning: "bg-warning",
  info: "bg-info",
  neutral: "bg-neutral/60",
};

/**
 * Renders the last runs as bars: the height is the duration, the color the status, and each bar is a link with both in
 * its name.
 */
export function RunHistory({
  bars,
  label,
  className,
}: {
  bars: readonly HistoryBar[];
  label: string;
  className?: string;
}) {
  const longest = Math.max(1, ...bars.map((bar) => bar.durationMs ?? 0));
  return (
    <ul aria-label={label} className={cn("flex h-6 items-end gap-px", className)}>
      {bars.map((bar) => {
        const height = Math.max(18, ((bar.durationMs ?? 0) / longest) * 100);
        const failed = statusLook(bar.status).tone === "danger";
        return (
          <li className="flex h-full" key={bar.id}>
            <a aria-label={bar.label} className="group flex h-full w-2 items-end" href={bar.href} title={bar.label}>
              <span
                className={cn(
                  "w-1.5 rounded-[2px] group-hover:opacity-70",
                  fill[statusLook(bar.status).tone],
                  failed && "hatched",
                )}
                style={{ height: `${height}%` }}
              />
            </a>
          </li>
        );
      })}
    </ul>
  );
}
