"use client";
import { Button, CodeBlock, StatusIcon, stripAnsi } from "@millrace/ui";
import { FileText, ScrollText } from "lucide-react";
import { useState } from "react";
import { CodeFrame } from "./code-frame";
import type { RunData } from "./run-data";
import { RUN_OUTPUT_ID, useRunState } from "./run-state";
import { useOutputSizes } from "./use-output-sizes";

const MESSAGE_CHARS = 280;

/** Failure reasons that add to "a step failed". */
const REASONS: Record<string, string> = {
  STEP_TIMEOUT: "Step timed out",
  START_TIMEOUT: "Run failed to start in time",
  MAX_RUNTIME: "Run exceeded its maximum time",
  WORKER_LOST: "Lost connection to the worker",
  OUT_OF_MEMORY: "Out of memory",
  LOAD_ERROR: "Code failed to load",
};

/** The first error, at the top of the page. */
export function FailureCard({ data }: { data: RunData }) {
  const [, setState] = useRunState();
  const [full, setFull] = useState(false);
  const { failure } = data;
  const sizes = useOutputSizes(data.run.id, false, failure?.step ?? null);
  if (!failure) return null;
  const showLogs = () => {
    void setState({ step: failure.step, tab: sizes.stderr ? "stderr" : sizes.stdout ? "stdout" : "events" });
    document.getElementById(RUN_OUTPUT_ID)?.scrollIntoView({ block: "start" });
  };
  const message = stripAnsi(failure.error?.message ?? "");
  const isLong = message.length > MESSAGE_CHARS;
  const frame = failure.error?.frame;
  return (
    <section
      aria-label="Error details"
      className="overflow-hidden rounded-lg border border-danger/50 bg-surface shadow-card"
    >
      <div className="flex flex-wrap items-start gap-3 bg-danger-soft p-4">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="flex flex-wrap items-center gap-x-2 font-semibold text-base">
            <StatusIcon className="size-5" decorative status="FAILURE" />
            {failure.step ? (
              <>
                <button
                  className="rounded-sm font-mono underline-offset-2 hover:underline"
                  onClick={() => void setState({ step: failure.step })}
                  type="button"
                >
                  {failure.step}
                </button>{" "}
                failed
              </>
            ) : (
              (REASONS[failure.reason ?? ""] ?? "Run failed")
            )}
          </h2>
          {failure.step && failure.reason && failure.reason !== "STEP_FAILURE" && (
            <p className="text-muted text-sm">{REASONS[failure.reason] ?? failure.reason}</p>
          )}
          {message && (
            <p className="mt-1 whitespace-pre-wrap break-words font-mono text-danger-text text-xs">
              {failure.error?.name && failure.error.name !== "Error" && `${failure.error.name}: `}
              {isLong && !full ? `${message.slice(0, MESSAGE_CHARS)}…` : message}
            </p>
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          {failure.step && (
            <Button onClick={showLogs} size="sm">
              <ScrollText aria-hidden /> Show logs
            </Button>
          )}
          {(failure.error?.stack || isLong) && (
            <Button aria-expanded={full} onClick={() => setFull(!full)} size="sm">
              <FileText aria-hidden /> {full ? "Show less" : "Show full error"}
            </Button>
          )}
        </div>
      </div>
      {(frame || (full && failure.error?.stack)) && (
        <div className="grid gap-3 border-danger/25 border-t p-4">
          {frame && <CodeFrame frame={frame} />}
          {full && failure.error?.stack && <CodeBlock code={stripAnsi(failure.error.stack)} title="Stack" wrap />}
        </div>
      )}
    </section>
  );
}
