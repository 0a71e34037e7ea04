"use client";
import { useState } from "react";
import { Button } from "../actions/button";
import { Table, TableHead, Td, Th, Tr } from "../tables/table";
import { Time } from "../time/time";

export type MetricPoint = { at: number; value: number; href?: string };

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 3 });
type Format = (value: number) => string;
const WIDTH = 480;
const HEIGHT = 120;
const PAD = { left: 6, right: 6, top: 10, bottom: 6 };

/** Renders a numeric value over time, with the same numbers in a table. */
export function MetricPlot(props: { name: string; points: readonly MetricPoint[]; format?: Format }) {
  const { name, points, format = number.format } = props;
  const [asTable, setAsTable] = useState(false);
  const sorted = [...points].sort((a, b) => a.at - b.at);
  const last = sorted.at(-1);
  const previous = sorted.at(-2);
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-baseline gap-2 pb-1">
        <span className="min-w-0 flex-1 truncate font-medium text-xs">{name}</span>
        {last && <span className="font-mono text-sm tabular">{format(last.value)}</span>}
        {last && previous && last.value !== previous.value && (
          <span className="text-subtle text-xs tabular">
            {last.value > previous.value ? "▲" : "▼"} {format(Math.abs(last.value - previous.value))}
          </span>
        )}
        <Button
          aria-pressed={asTable}
          className="h-6 px-1.5"
          onClick={() => setAsTable(!asTable)}
          size="sm"
          variant="ghost"
        >
          {asTable ? "Plot" : "Table"}
        </Button>
      </figcaption>
      {asTable ? (
        <MetricTable format={format} name={name} points={sorted} />
      ) : (
        <Plot format={format} name={name} points={sorted} />
      )}
    </figure>
  );
}

type Shown = { name: string; points: readonly MetricPoint[]; format: Format };

function MetricTable({ name, points, format }: Shown) {
  return (
    <div className="max-h-40 overflow-y-auto rounded-md border scroll-thin">
      <Table caption={`${name} over time`}>
        <TableHead>
          <Th>Time</Th>
          <Th numeric>Value</Th>
        </TableHead>
        <tbody>
          {points.toReversed().map((point) => (
            <Tr key={point.at}>
              <Td>
                {point.href ? (
                  <a className="text-accent-text hover:underline" href={point.href}>
                    <Time mode="absolute" value={point.at} />
                  </a>
                ) : (
                  <Time mode="absolute" value={point.at} />
                )}
              </Td>
              <Td numeric>{format(point.value)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Plot({ name, points, format }: Shown) {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return <p className="py-6 text-center text-subtle text-xs">No values yet</p>;
  const values = points.map((point) => point.value);
  const min = Math.min(...values);
  const max = Math.max(...values);
  const x = (at: number) =>
    last.at === first.at
      ? WIDTH / 2
      : PAD.left + ((at - first.at) / (last.at - first.at)) * (WIDTH - PAD.left - PAD.right);
  const y = (value: number) =>
    max === min ? HEIGHT / 2 : PAD.top + (1 - (value - min) / (max - min)) * (HEIGHT - PAD.top - PAD.bottom);
  const line = points.map((point) => `${x(point.at)},${y(point.value)}`).join(" ");
  const label = `${name}: ${points.length} values, ${format(min)} to ${format(max)}; latest ${format(last.value)}`;
  return (
    <div className="relative">
      <svg
        aria-label={label}
        className="h-28 w-full text-accent"
        preserveAspectRatio="none"
        role="img"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      >
        <line
          className="stroke-border"
          x1="0"
          x2={WIDTH}
          y1={HEIGHT - 1}
          y2={HEIGHT - 1}
          vectorEffect="non-scaling-stroke"
        />
        {points.length > 1 && (
          <polygon
            fill="currentColor"
            opacity="0.09"
            points={`${x(first.at)},${HEIGHT} ${line} ${x(last.at)},${HEIGHT}`}
          />
        )}
        <polyline
          fill="none"
          points={line}
          stroke="currentColor"
          strokeWidth="1.75"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {points.map((point) => (
        <span
          aria-hidden
          className="absolute size-1.5 -translate-x-1/2 -translate-y-1/2 rounded-full bg-accent ring-2 ring-surface"
          key={point.at}
          style={{ left: `${(x(point.at) / WIDTH) * 100}%`, top: `${(y(point.value) / HEIGHT) * 100}%` }}
          title={format(point.value)}
        />
      ))}
      {max !== min && (
        <>
          <span aria-hidden className="absolute top-0 left-0 text-2xs text-subtle tabular">
            {format(max)}
          </span>
          <span aria-hidden className="absolute bottom-0.5 left-0 text-2xs text-subtle tabular">
            {format(min)}
          </span>
        </>
      )}
    </div>
  );
}
