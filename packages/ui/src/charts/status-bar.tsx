import { cn } from "../lib/cn";
import type { Tone } from "../status/badge";

export type StatusBarSegment = { tone: Tone; weight: number; label: string };

const fill: Partial<Record<Tone, string>> = {
  success: "fill-success",
  danger: "fill-danger",
  warning: "fill-warning",
  info: "fill-info",
  neutral: "fill-neutral/30",
  outline: "fill-none",
};

const WIDTH = 1000;
/** Maximum number of cells. More would be too narrow to see. */
const CELLS_MAX = 100;

/**
 * Renders adjacent cells with the same status as one block, at any number. Up to a limit, `cells` are separate. `label`
 * must describe the bar in words.
 */
export function StatusBar(props: {
  segments: readonly StatusBarSegment[];
  label: string;
  cells?: number;
  className?: string;
}) {
  const { cells = 0 } = props;
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
      {cells > 1 &&
        cells <= CELLS_MAX &&
        Array.from({ length: cells - 1 }, (_, index) => ((index + 1) / cells) * WIDTH).map((at) => (
          <line
            className="stroke-surface"
            key={at}
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
            x1={at}
            x2={at}
            y1={0}
            y2={10}
          />
        ))}
    </svg>
  );
}
