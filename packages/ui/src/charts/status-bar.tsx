import type { Tone } from "../badge";
import { cn } from "../lib/cn";

export type StatusBarSegment = { tone: Tone; weight: number; label: string };

const fill: Partial<Record<Tone, string>> = {
  success: "fill-success",
  danger: "fill-danger",
  warning: "fill-warning",
  info: "fill-info",
  neutral: "fill-neutral/30",
};

const WIDTH = 1000;

/** Neighbours of one status as one block, however many they are. What it shows must also be said in words: see `label`. */
export function StatusBar(props: { segments: readonly StatusBarSegment[]; label: string; className?: string }) {
  const total = props.segments.reduce((sum, segment) => sum + segment.weight, 0);
  let x = 0;
  return (
    <svg
      aria-label={props.label}
      className={cn("block h-5 w-full overflow-hidden rounded-sm bg-sunken", props.className)}
      preserveAspectRatio="none"
      role="img"
      viewBox={`0 0 ${WIDTH} 10`}
    >
      {props.segments.map((segment) => {
        const width = total === 0 ? 0 : (segment.weight / total) * WIDTH;
        const from = x;
        x += width;
        return (
          <rect
            className={fill[segment.tone]}
            height={segment.tone === "danger" ? 10 : 8}
            key={segment.label}
            width={Math.max(width, 2)}
            x={from}
            y={segment.tone === "danger" ? 0 : 1}
          >
            <title>{segment.label}</title>
          </rect>
        );
      })}
    </svg>
  );
}
