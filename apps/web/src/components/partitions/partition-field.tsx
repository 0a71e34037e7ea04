"use client";
import { Button, Field, Input } from "@millrace/ui";
import { type ComponentProps, useMemo } from "react";
import { latestText, openSet, type PartitionChoice, readChoice, textOfStatus } from "./choose-partitions";
import { PartitionBar } from "./partition-bar";
import { countWords } from "./partition-words";

/** Chooses partitions by text or by a quick pick, and says at once how many that are or what is wrong. */
export function PartitionField(props: {
  choice: PartitionChoice;
  /** What is known of their status. */
  status?: ComponentProps<typeof PartitionBar>["of"];
  value: string;
  onChange: (text: string) => void;
}) {
  const { choice, status, value, onChange } = props;
  const set = useMemo(() => openSet(choice), [choice]);
  const chosen = useMemo(() => readChoice(set, value), [set, value]);
  const segments = status?.segments ?? [];
  const has = (status: "missing" | "failed") => segments.some((segment) => segment.status === status);
  return (
    <div className="flex flex-col gap-2">
      {status && <PartitionBar chosen={set.dimensions ? [] : chosen.intervals} of={status} />}
      <Field
        error={value.trim() === "" ? undefined : chosen.problem}
        hint={
          value.trim() === ""
            ? "Keys, ranges and patterns: a, [b...c], 2026-01-*"
            : `${countWords(chosen.count)} in one run${chosen.count > 1 ? "; it may not return a value, as that belongs to one partition" : ""}`
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
          value={value}
        />
      </Field>
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
