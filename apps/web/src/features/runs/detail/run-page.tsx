"use client";
import { isFinished } from "@millrace/core/run";
import {
  Breadcrumbs,
  Button,
  CopyButton,
  formatBytes,
  PageHeader,
  Section,
  Skeleton,
  shortId,
  TabPanel,
  Tabs,
} from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import Link from "next/link";
import { useHotkeys } from "@/lib/hotkeys";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../../../shared/page";
import { QueryView } from "../../../shared/query-view";
import { useLiveConnected } from "../../../shell/live/live-provider";
import { runSelection, runTitle } from "../run-title";
import { FailureCard } from "./failure-card";
import { RunActions } from "./run-actions";
import type { RunData } from "./run-data";
import { RunConfig, RunDetails } from "./run-details";
import { RunEvents } from "./run-events";
import { useRunFavicon } from "./run-favicon";
import { RunLog } from "./run-log";
import { RunMeta } from "./run-meta";
import { RunNeighbors } from "./run-neighbors";
import { ALL_STEPS, RUN_OUTPUT_ID, RUN_TABS, type RunTab, shownStep, useRunState } from "./run-state";
import { RunSteps } from "./run-steps";
import { useOutputSizes } from "./use-output-sizes";
import { WaitingCard } from "./waiting-card";

/** A run page with live updates. */
export function RunPage({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const connected = useLiveConnected();
  const query = useQuery(
    trpc.run.get.queryOptions(
      { ...scope, runId },
      {
        refetchInterval: (current) => {
          const status = current.state.data?.run.status;
          if (!status || isFinished(status)) return false;
          return connected ? 10_000 : 2_000;
        },
      },
    ),
  );
  useRunFavicon(query.data && `${runTitle(query.data.run)} · run ${shortId(runId)}`, query.data?.run.status);
  return (
    <Page wide>
      <QueryView loading={<RunSkeleton />} query={query} what="run">
        {(data) => <RunContent data={data} />}
      </QueryView>
    </Page>
  );
}

function RunContent({ data }: { data: RunData }) {
  const { paths } = useScope();
  const { run } = data;
  const running = !isFinished(run.status);
  const [state] = useRunState();
  const step = shownStep(state.step, data.failure?.step);
  return (
    <>
      <PageHeader
        actions={<RunActions data={data} step={step} />}
        eyebrow={
          <span className="flex items-center gap-1">
            <Breadcrumbs
              items={[
                <Link href={paths.runs} key="runs">
                  Runs
                </Link>,
                <span className="font-mono text-xs" key="run">
                  {shortId(run.id)}
                </span>,
              ]}
            />
            <CopyButton label={`Copy ${run.id}`} value={run.id} />
            <RunNeighbors runId={run.id} />
          </span>
        }
        meta={<RunMeta data={data} />}
        title={
          <>
            {runTitle(run)}
            {runSelection(run) && (
              <code className="min-w-0 break-all font-mono font-normal text-muted text-sm">{runSelection(run)}</code>
            )}
          </>
        }
      />
      <p className="sr-only" role="status">
        Run {run.status.toLowerCase()}
      </p>
      <div className="flex flex-col gap-4">
        <FailureCard data={data} />
        {run.status === "QUEUED" && <WaitingCard runId={run.id} />}
        <RunSteps data={data} running={running} step={step} />
        <RunPanels data={data} running={running} step={step} />
      </div>
    </>
  );
}

const TAB_LABELS: Record<RunTab, string> = {
  events: "Events",
  stdout: "stdout",
  stderr: "stderr",
  config: "Config",
  details: "Details",
};

type Sizes = ReturnType<typeof useOutputSizes>;
const sizeOf = (sizes: Sizes, tab: RunTab) => (tab === "stdout" || tab === "stderr" ? sizes[tab] : undefined);

function TabLabel({ tab, bytes }: { tab: RunTab; bytes: number | undefined }) {
  return (
    <>
      {TAB_LABELS[tab]}
      {bytes !== undefined && bytes > 0 && (
        <span className="rounded-full bg-neutral-soft px-1.5 text-2xs text-muted tabular">{formatBytes(bytes)}</span>
      )}
    </>
  );
}

function RunPanels({ data, running, step }: { data: RunData; running: boolean; step: string | null }) {
  const [state, setState] = useRunState();
  const sizes = useOutputSizes(data.run.id, running, step);
  const attempts = data.steps.find((each) => each.key === step)?.stepAttempt ?? 1;
  useHotkeys(Object.fromEntries(RUN_TABS.map((tab, index) => [String(index + 1), () => void setState({ tab })])));
  return (
    <Section
      action={
        step && (
          <Button onClick={() => void setState({ step: ALL_STEPS, attempt: null })} size="sm" variant="ghost">
            <X aria-hidden /> Show all steps
          </Button>
        )
      }
      className="scroll-mt-4"
      flush
      id={RUN_OUTPUT_ID}
      title={step ? <span className="font-mono">{step}</span> : "All steps"}
    >
      <Tabs
        className="[&>[role=tablist]]:px-4"
        items={RUN_TABS.map((tab) => ({ value: tab, label: <TabLabel bytes={sizeOf(sizes, tab)} tab={tab} /> }))}
        label="Run views"
        onValueChange={(tab) => void setState({ tab })}
        value={state.tab}
      >
        <TabPanel value="events">
          <RunEvents location={data.run.location} runId={data.run.id} running={running} step={step} />
        </TabPanel>
        <TabPanel value="stdout">
          <RunLog attempts={attempts} runId={data.run.id} running={running} step={step} stream="stdout" />
        </TabPanel>
        <TabPanel value="stderr">
          <RunLog attempts={attempts} runId={data.run.id} running={running} step={step} stream="stderr" />
        </TabPanel>
        <TabPanel value="config">
          <RunConfig data={data} />
        </TabPanel>
        <TabPanel value="details">
          <RunDetails data={data} />
        </TabPanel>
      </Tabs>
    </Section>
  );
}

function RunSkeleton() {
  return (
    <div aria-label="Loading the run" className="flex flex-col gap-4" role="status">
      <Skeleton className="h-8 w-72" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <Skeleton className="h-56" />
      <Skeleton className="h-72" />
    </div>
  );
}
