"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDownToLine, Search, WrapText } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Button, IconButton } from "../actions/button";
import { Input } from "../forms/input";
import { cn } from "../lib/cn";
import { parseAnsi, stripAnsi } from "./ansi";

const LINE_CHARS_MAX = 16_384;

export type LogLine = { number: number; text: string; at?: number; level?: string };

/**
 * Renders a log of any length: virtual lines, colors, search, wrapping, and following that stops when the user scrolls
 * up.
 */
export function LogViewer(props: {
  label: string;
  lines: readonly LogLine[];
  live: boolean;
  toolbar?: ReactNode;
  /** Shown above the first line, such as a "Load earlier" button. */
  before?: ReactNode;
  empty: ReactNode;
  className?: string;
}) {
  const [wrap, setWrap] = useState(true);
  const [follow, setFollow] = useState(props.live);
  const [query, setQuery] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => matching(props.lines, query), [props.lines, query]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 20,
    overscan: 30,
    initialRect: { width: 800, height: 400 },
  });

  useEffect(() => {
    if (follow && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: "end" });
  }, [follow, lines.length, virtual]);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
    if (!atEnd && follow) setFollow(false);
  };

  return (
    <section aria-label={props.label} className={cn("flex min-h-0 flex-col", props.className)}>
      <div className="flex flex-wrap items-center gap-2 border-b px-3 py-1.5">
        {props.toolbar}
        <div className="relative ml-auto w-44">
          <Search aria-hidden className="absolute top-2 left-2 size-3.5 text-subtle" />
          <Input
            aria-label="Find in log"
            className="h-7 pl-7"
            onChange={(event) => setQuery(event.target.value)}
            placeholder="Find"
            type="search"
            value={query}
          />
        </div>
        <IconButton
          aria-pressed={wrap}
          label={wrap ? "Disable line wrapping" : "Wrap lines"}
          onClick={() => setWrap(!wrap)}
          size="sm"
        >
          <WrapText aria-hidden className={cn(wrap && "text-accent-text")} />
        </IconButton>
        <Button
          aria-pressed={follow}
          onClick={() => setFollow(!follow)}
          size="sm"
          variant={follow ? "secondary" : "ghost"}
        >
          <ArrowDownToLine aria-hidden /> Follow
        </Button>
        <span className="sr-only" role="status">
          {query ? `${lines.length} matching lines` : ""}
        </span>
      </div>
      {props.before}
      <div
        className="min-h-0 flex-1 overflow-auto bg-sunken py-1 font-mono text-xs leading-5 scroll-thin"
        onScroll={onScroll}
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
        tabIndex={0}
      >
        {lines.length === 0 ? (
          <div className="px-4 py-6 font-sans text-muted text-sm">
            {query ? `No lines match “${query}”.` : props.empty}
          </div>
        ) : (
          <div className="relative w-full" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => (
              <div
                className="absolute inset-x-0 top-0"
                data-index={item.index}
                key={item.key}
                ref={virtual.measureElement}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Line line={lines[item.index]!} wrap={wrap} />
              </div>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

function matching(lines: readonly LogLine[], query: string): readonly LogLine[] {
  const needle = query.trim().toLowerCase();
  return needle ? lines.filter((line) => stripAnsi(line.text).toLowerCase().includes(needle)) : lines;
}

const levelTone: Record<string, string> = { error: "bg-danger-soft", warn: "bg-warning-soft" };

function Line({ line, wrap }: { line: LogLine; wrap: boolean }) {
  const cut = line.text.length > LINE_CHARS_MAX;
  const spans = parseAnsi(cut ? line.text.slice(0, LINE_CHARS_MAX) : line.text);
  return (
    <div
      className={cn("flex min-h-5 gap-3 px-3 hover:bg-hover", line.level && levelTone[line.level])}
      id={`L${line.number}`}
    >
      <a
        aria-label={`Line ${line.number}`}
        className="w-10 shrink-0 select-none text-right text-subtle no-underline tabular hover:text-accent-text"
        href={`#L${line.number}`}
        tabIndex={-1}
      >
        {line.number}
      </a>
      <span className={cn("min-w-0", wrap ? "whitespace-pre-wrap break-all" : "whitespace-pre")}>
        {spans.map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: spans of a line have no identity
          <span className={span.className} key={index}>
            {span.text}
          </span>
        ))}
        {cut && <em className="text-subtle"> … line truncated at 16 KB; download the log to see the rest</em>}
      </span>
    </div>
  );
}
