"use client";
import { Button, Checkbox, Field, Input } from "@millrace/ui";
import { type ComponentProps, useMemo } from "react";
import { PartitionBar } from "./partition-bar";
import type { PartitionDraft } from "./partition-draft";
import {
  latestText,
  openSet,
  type PartitionOptions,
  RUNS_PER_LAUNCH_MAX,
  readChoice,
  textOfStatus,
} from "./partition-options";
import { pluralizePartitions } from "./partition-summary";

/** Selects partitions by text or by a shortcut, and shows the count or the error as you type. */
export function PartitionField(props: {
  choice: PartitionOptions;
  /** Their status, if known. */
  status?: ComponentProps<typeof PartitionBar>["of"];
  value: PartitionDraft;
  onChange: (draft: PartitionDraft) => void;
}) {
  const { choice, status, value } = props;
  const { text, runPerPartition } = value;
  const onChange = (text: string) => props.onChange({ ...value, text });
  const set = useMemo(() => openSet(choice), [choice]);
  const chosen = useMemo(() => readChoice(set, text), [set, text]);
  const segments = status?.segments ?? [];
  const has = (status: "missing" | "failed") => segments.some((segment) => segment.status === status);
  return (
    <div className="flex flex-col gap-2">
      {status && <PartitionBar chosen={set.dimensions ? [] : chosen.intervals} of={status} />}
      <Field
        error={text.trim() === "" ? undefined : (chosen.problem ?? tooManyRuns(chosen.count, runPerPartition))}
        hint={
          text.trim() === ""
            ? "Keys, ranges and patterns: a, [b...c], 2026-01-*"
            : choiceWords(chosen.count, runPerPartition)
        }
        label="Partitions"
      >
        <Input
          autoComplete="off"
          className="font-mono text-xs"
          name="partitions"
          onChange={(event) => onChange(event.target.value)}
          placeholder={latestText(set)}
          required
          spellCheck={false}
          value={text}
        />
      </Field>
      {chosen.count > 1 && (
        <Checkbox
          checked={runPerPartition}
          label="Launch a separate run for each partition"
          onCheckedChange={(checked) => props.onChange({ ...value, runPerPartition: checked })}
        />
      )}
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Quick picks</legend>
        <Button disabled={set.size === 0} onClick={() => onChange(latestText(set))} size="sm">
          Latest
        </Button>
        {has("missing") && (
          <Button onClick={() => onChange(textOfStatus(set, segments, "missing"))} size="sm">
            Missing
          </Button>
        )}
        {has("failed") && (
          <Button onClick={() => onChange(textOfStatus(set, segments, "failed"))} size="sm">
            Failed
          </Button>
        )}
        <Button disabled={set.size === 0} onClick={() => onChange("*")} size="sm">
          All
        </Button>
      </fieldset>
    </div>
  );
}

/** The number of selected partitions and how they will run. */
function choiceWords(count: number, runPerPartition: boolean): string {
  if (count === 1) return pluralizePartitions(count);
  return runPerPartition
    ? `${pluralizePartitions(count)}, one run each`
    : `${pluralizePartitions(count)} in one run. Assets can't return a value in a multi-partition run.`;
}

const tooManyRuns = (count: number, runPerPartition: boolean): string | undefined =>
  runPerPartition && count > RUNS_PER_LAUNCH_MAX
    ? `${pluralizePartitions(count)} exceeds the limit of ${RUNS_PER_LAUNCH_MAX} runs per launch. Select fewer partitions or use a single run.`
    : undefined;
