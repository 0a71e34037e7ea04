"use client";
import { Button, EmptyState, Gantt, Section } from "@millrace/ui";
import { ChartNoAxesGantt, Hourglass, Table2 } from "lucide-react";
import { useMemo, useState } from "react";
import type { RunData } from "./run-data";
import { ALL_STEPS, useRunState } from "./run-state";
import { RunStepTable } from "./run-step-table";
import { stepSegments } from "./step-segments";
import { useRetriedSteps } from "./use-retried-steps";

/** A run's steps as a timeline or a table. */
export function RunSteps({ data, running, step }: { data: RunData; running: boolean; step: string | null }) {
  const [, setState] = useRunState();
  const [asTable, setAsTable] = useState(false);
  const retried = useRetriedSteps(data, running);
  const rows = useMemo(
    () =>
      data.steps.map((each) => ({
        key: each.key,
        label: each.key,
        status: each.status,
        segments: stepSegments(each, retried.get(each.key)),
      })),
    [data.steps, retried],
  );
  const select = (key: string) => void setState({ step: step === key ? ALL_STEPS : key, attempt: null });
  const count = data.steps.length;
  const done = data.steps.filter((step) => step.status === "SUCCESS").length;
  return (
    <Section
      action={
        <Button aria-pressed={asTable} onClick={() => setAsTable(!asTable)} size="sm" variant="ghost">
          {asTable ? <ChartNoAxesGantt aria-hidden /> : <Table2 aria-hidden />}
          {asTable ? "Timeline" : "Table"}
        </Button>
      }
      flush
      title={
        <>
          Steps{" "}
          <span className="font-normal text-subtle tabular">
            {done} of {count} complete
          </span>
        </>
      }
    >
      {count === 0 ? (
        <EmptyState className="py-8" icon={<Hourglass />} title="No steps yet">
          Steps appear when the run starts.
        </EmptyState>
      ) : asTable ? (
        <RunStepTable onSelect={select} selected={step} steps={data.steps} />
      ) : (
        <Gantt
          className="max-h-[38vh]"
          onSelect={select}
          origin={data.run.startedAt?.getTime()}
          rows={rows}
          running={running}
          selected={step ?? undefined}
        />
      )}
    </Section>
  );
}
