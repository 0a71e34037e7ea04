"use client";
import { Button, Callout, Time } from "@millrace/ui";
import Link from "next/link";
import { useScope } from "@/lib/scope";
import { failedPartitionsText } from "../asset-status";
import type { AssetData } from "./asset-data";

/** Warns that the last run or partitions failed, and links to them. Renders nothing if all is well. */
export function FailedCallout({ state }: { state: AssetData["state"] }) {
  const { paths } = useScope();
  const failed = failedPartitionsText(state?.failedPartitions ?? 0);
  if (state && failed)
    return (
      <Callout title={failed} tone="danger">
        Re-run them from the Partitions tab.
      </Callout>
    );
  if (state?.lastStatus !== "FAILURE" || !state.lastRunId) return null;
  return (
    <Callout
      action={
        <Button render={<Link href={paths.run(state.lastRunId)} />} size="sm">
          View run
        </Button>
      }
      title="The last run failed"
      tone="danger"
    >
      <Time value={state.lastFailedAt} />
      {state.lastMaterializedAt && ". The data below is from an earlier materialization."}
    </Callout>
  );
}
