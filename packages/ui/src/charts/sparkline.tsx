import { cn } from "../lib/cn";

/** Renders the trend of a series in a table cell. `label` describes it in words. */
export function Sparkline({
  values,
  label,
  className,
}: {
  values: readonly number[];
  label: string;
  className?: string;
}) {
  if (values.length < 2) return null;
  const min = Math.min(...values);
  const span = Math.max(...values) - min || 1;
  const points = values.map(
    (value, index) => `${(index / (values.length - 1)) * 100},${22 - ((value - min) / span) * 20}`,
  );
  return (
    <svg
      aria-label={label}
      className={cn("h-6 w-24 text-accent", className)}
      preserveAspectRatio="none"
      role="img"
      viewBox="0 0 100 24"
    >
      <polyline
        fill="none"
        points={points.join(" ")}
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
