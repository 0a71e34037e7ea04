"use client";
import { cn, Duration, StatusText, Table, TableHead, Td, Th, Time, Tr } from "@millrace/ui";
import type { RunStep } from "./run-data";

/** The text equivalent of the timeline. */
export function RunStepTable(props: {
  steps: readonly RunStep[];
  selected: string | null;
  onSelect: (key: string) => void;
}) {
  return (
    <Table caption="Run steps">
      <TableHead>
        <Th>Step</Th>
        <Th>Status</Th>
        <Th className="hidden sm:table-cell">Started</Th>
        <Th className="hidden sm:table-cell" numeric>
          Attempt
        </Th>
        <Th numeric>Duration</Th>
      </TableHead>
      <tbody>
        {props.steps.map((step) => (
          <Tr className={cn(props.selected === step.key && "bg-selected hover:bg-selected")} key={step.key}>
            <Td>
              <button
                aria-pressed={props.selected === step.key}
                className="min-h-6 rounded-sm font-mono text-xs underline-offset-2 hover:underline"
                onClick={() => props.onSelect(step.key)}
                type="button"
              >
                {step.key}
              </button>
            </Td>
            <Td>
              <StatusText status={step.status} />
              {step.reason && <span className="ml-2 text-subtle text-xs">{step.reason}</span>}
            </Td>
            <Td className="hidden sm:table-cell">
              <Time mode="absolute" seconds value={step.startedAt} />
            </Td>
            <Td className="hidden sm:table-cell" numeric>
              {step.stepAttempt || "–"}
            </Td>
            <Td numeric>
              <Duration from={step.startedAt} to={step.endedAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
