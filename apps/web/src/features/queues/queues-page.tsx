"use client";
import { PageHeader } from "@millrace/ui";
import { Page } from "../../shared/page";
import { LimitTable } from "./limit-table";
import { PoolTable } from "./pool-table";
import { Pressure } from "./pressure";
import { WaitingRuns } from "./waiting-runs";

/** Queued runs, what they wait for, and the limits. */
export function QueuesPage() {
  return (
    <Page>
      <PageHeader
        description="A run starts when every limit that applies to it has capacity. A blocked run never holds up the runs behind it."
        title="Queues and limits"
      />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Pressure />
        <WaitingRuns />
        <LimitTable />
        <PoolTable />
      </div>
    </Page>
  );
}
