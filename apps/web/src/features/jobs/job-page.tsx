"use client";
import { Breadcrumbs, PageHeader, TabPanel, Tabs } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useCan, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../../shared/page";
import { QueryView } from "../../shared/query-view";
import type { JobData } from "./job-data";
import { JobDefinition } from "./job-definition";
import { JobRuns } from "./job-runs";
import { Launchpad } from "./launchpad";

/** A job: launch it, and see its runs and definition. */
export function JobPage({ location, job }: { location: string; job: string }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const query = useQuery(trpc.job.get.queryOptions({ ...scope, location, job }));
  return (
    <Page>
      <QueryView query={query} what="job">
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
        label="Job views"
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
