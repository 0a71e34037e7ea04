"use client";
import {
  Breadcrumbs,
  CodeBlock,
  DefinitionList,
  formatDuration,
  PageHeader,
  Section,
  StatusText,
  TabPanel,
  Tabs,
  Time,
} from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useCan, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../shared/page";
import { QueryView } from "../shared/query-view";
import { TextLink } from "../shared/text-link";
import type { JobData } from "./job-data";
import { Launchpad } from "./launchpad";

/** One job: launch it, see its runs and its definition. */
export function JobPage({ location, job }: { location: string; job: string }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const query = useQuery(trpc.job.get.queryOptions({ ...scope, location, job }));
  return (
    <Page>
      <QueryView query={query} what="the job">
        {(data) => <JobContent data={data} />}
      </QueryView>
    </Page>
  );
}

function JobContent({ data }: { data: JobData }) {
  const { paths } = useScope();
  const can = useCan();
  const mayLaunch = can("run:launch");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(["launchpad", "runs", "definition"]));
  const { definition } = data;
  return (
    <>
      <PageHeader
        description={definition.description}
        eyebrow={
          <Breadcrumbs
            items={[
              <Link href={paths.jobs} key="jobs">
                Jobs
              </Link>,
              definition.name,
            ]}
          />
        }
        title={<span className="font-mono">{definition.name}</span>}
      />
      <Tabs
        items={[
          ...(mayLaunch ? [{ value: "launchpad" as const, label: "Launchpad" }] : []),
          { value: "runs" as const, label: "Runs" },
          { value: "definition" as const, label: "Definition" },
        ]}
        label="Views of the job"
        onValueChange={(next) => void setTab(next)}
        value={tab ?? (mayLaunch ? "launchpad" : "runs")}
      >
        {mayLaunch && (
          <TabPanel className="pt-5" value="launchpad">
            <Launchpad data={data} />
          </TabPanel>
        )}
        <TabPanel className="pt-5" value="runs">
          <JobRuns data={data} />
        </TabPanel>
        <TabPanel className="pt-5" value="definition">
          <JobDefinition data={data} />
        </TabPanel>
      </Tabs>
    </>
  );
}

function JobRuns({ data }: { data: JobData }) {
  const { paths } = useScope();
  return (
    <Section
      action={
        <TextLink
          className="text-accent-text text-xs"
          href={`${paths.runs}?job=${encodeURIComponent(data.definition.name)}`}
        >
          All runs of this job
        </TextLink>
      }
      flush
      title="Last runs"
    >
      {data.recentRuns.length === 0 ? (
        <p className="p-4 text-muted">It has not run in this deployment yet.</p>
      ) : (
        <ul className="divide-y">
          {data.recentRuns.map((run) => (
            <li className="flex items-center gap-4 px-4 py-2" key={run.id}>
              <StatusText className="w-28" status={run.status} />
              <TextLink className="font-mono text-xs" href={paths.run(run.id)}>
                {run.id.slice(-8)}
              </TextLink>
              <Time className="ml-auto text-muted" value={run.createdAt} />
              <span className="w-20 text-right text-muted tabular">
                {run.durationMs === null ? "–" : formatDuration(run.durationMs)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function JobDefinition({ data }: { data: JobData }) {
  const { paths } = useScope();
  const { definition } = data;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Section title="Definition">
        <DefinitionList
          items={[
            [
              "Code location",
              <TextLink className="font-normal" href={paths.location(data.location)} key="location">
                {data.location}
              </TextLink>,
            ],
            [
              "Source",
              definition.source && (
                <code className="font-mono text-xs">{`${definition.source.file}:${definition.source.line ?? 1}`}</code>
              ),
            ],
            [
              "Selects",
              definition.select && (
                <TextLink
                  className="font-mono font-normal text-xs"
                  href={`${paths.lineage}?q=${encodeURIComponent(definition.select)}`}
                >
                  {definition.select}
                </TextLink>
              ),
            ],
            ["Owners", definition.owners.join(", ")],
            [
              "Runs at once",
              definition.concurrency &&
                `${definition.concurrency.limit}${definition.concurrency.key ? ` per ${definition.concurrency.key}` : ""}`,
            ],
            ["Timeout", definition.timeoutMs && formatDuration(definition.timeoutMs)],
            [
              "Alerts",
              definition.alerts?.disabled
                ? "off"
                : definition.alerts?.after && `after ${definition.alerts.after} failures in a row`,
            ],
          ]}
        />
      </Section>
      {definition.nodes && definition.nodes.length > 0 && (
        <Section flush title="Steps">
          <ol className="divide-y">
            {definition.nodes.map((node) => (
              <li className="flex items-center gap-3 px-4 py-2" key={node.node}>
                <span className="font-mono text-xs">{node.node}</span>
                <span className="text-subtle text-xs">{node.kind === "map" ? `maps ${node.op}` : node.op}</span>
                {node.after.length > 0 && (
                  <span className="ml-auto text-subtle text-xs">after {node.after.join(", ")}</span>
                )}
              </li>
            ))}
          </ol>
        </Section>
      )}
      {definition.input && (
        <Section title="Input schema">
          <CodeBlock code={JSON.stringify(definition.input, null, 2)} />
        </Section>
      )}
    </div>
  );
}
