"use client";
import { Button, Callout, Time } from "@millrace/ui";
import Link from "next/link";
import { useScope } from "@/lib/scope";
import type { AssetData } from "./asset-data";

/** Warns that the last run failed and links to it; renders nothing after a success. */
export function FailedCallout({ state }: { state: AssetData["state"] }) {
  const { paths } = useScope();
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
