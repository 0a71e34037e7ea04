"use client";
import { IconButton, type LogLine, LogViewer, Select } from "@millrace/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryError } from "../../../shared/query-view";
import { useLiveEvents } from "../../../shell/live/live-provider";
import { useRunState } from "./run-state";

const LINES_MAX = 50_000;
const POLL_MS = 2_000;

/** A step's stdout or stderr, loaded incrementally and live while the run is in progress. */
export function RunLog(props: {
  runId: string;
  stream: "stdout" | "stderr";
  running: boolean;
  attempts: number;
  step: string | null;
}) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const [state, setState] = useRunState();
  const log = useInfiniteQuery(
    trpc.run.log.infiniteQueryOptions(
      {
        ...scope,
        runId: props.runId,
        stream: props.stream,
        ...(props.step ? { step: props.step } : {}),
        ...(state.attempt ? { attempt: state.attempt } : {}),
      },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
    ),
  );
  const { hasNextPage, isFetching, fetchNextPage } = log;
  const lastPage = log.data?.pages.at(-1);
  const more = hasNextPage && lastPage?.atEnd === false;
  useEffect(() => {
    if (more && !isFetching) void fetchNextPage();
  }, [more, isFetching, fetchNextPage]);
  useEffect(() => {
    if (!props.running || !hasNextPage) return;
    const timer = setInterval(() => void fetchNextPage({ cancelRefetch: false }), POLL_MS);
    return () => clearInterval(timer);
  }, [props.running, hasNextPage, fetchNextPage]);
  useLiveEvents((events) => {
    if (hasNextPage && events.some((event) => event.kind === "run" && event.id === props.runId)) {
      void fetchNextPage({ cancelRefetch: false });
    }
  });

  const pages = log.data?.pages;
  const text = useMemo(() => pages?.map((page) => page.text).join("") ?? "", [pages]);
  const lines = useMemo(() => toLines(text), [text]);
  if (log.isError) return <QueryError error={log.error} onRetry={() => void log.refetch()} what="log" />;
  return (
    <LogViewer
      className="h-[min(60vh,40rem)]"
      empty={log.isPending ? "Loading…" : <NothingWritten running={props.running} stream={props.stream} />}
      label={`${props.stream} for ${props.step ?? "run"}`}
      lines={lines}
      live={props.running}
      toolbar={
        <>
          <span className="truncate font-mono text-xs">{props.step ?? "all steps"}</span>
          <IconButton
            disabled={text === ""}
            label={`Download ${props.stream}`}
            onClick={() => download(`${props.runId}-${props.step ?? "all"}.${props.stream}.log`, text)}
            size="sm"
          >
            <Download aria-hidden />
          </IconButton>
          {props.attempts > 1 && (
            <Select
              className="h-7 w-32"
              label="Attempt"
              onValueChange={(value) => void setState({ attempt: Number(value) })}
              options={Array.from({ length: props.attempts }, (_, index) => ({
                value: String(index + 1),
                label: `Attempt ${index + 1}`,
              }))}
              value={String(state.attempt ?? props.attempts)}
            />
          )}
        </>
      }
    />
  );
}

function download(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name.replace(/[^\w.-]+/g, "_");
  link.click();
  URL.revokeObjectURL(url);
}

function NothingWritten({ stream, running }: { stream: string; running: boolean }) {
  return running ? <>Waiting for output on {stream}…</> : <>No {stream} output.</>;
}

function toLines(text: string): LogLine[] {
  if (text === "") return [];
  const all = text.endsWith("\n") ? text.slice(0, -1).split("\n") : text.split("\n");
  const skipped = Math.max(0, all.length - LINES_MAX);
  return all.slice(skipped).map((line, index) => ({ number: skipped + index + 1, text: line }));
}
