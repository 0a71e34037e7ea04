"use client";
import { Callout, Card, CodeBlock, EmptyState, PageHeader } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../../shared/page";
import { QueryView } from "../../shared/query-view";
import { ScheduleCard } from "./schedule-card";
import { SensorTable } from "./sensor-table";

const example = `export const nightly = schedule("nightly", {
  cron: "0 3 * * *",
  timeZone: "Europe/Berlin",
  target: refresh,
});`;

/** Schedules and sensors of the active versions, and the next ticks. */
export function AutomationPage() {
  const trpc = useTRPC();
  const { scope } = useScope();
  const automation = useQuery(trpc.automation.list.queryOptions(scope));
  return (
    <Page>
      <PageHeader description="Schedules and sensors defined in the active version." title="Automation" />
      <QueryView query={automation} what="schedules and sensors">
        {({ schedules, sensors }) =>
          schedules.length + sensors.length === 0 ? (
            <Card>
              <EmptyState icon={<CalendarClock />} title="No schedules or sensors">
                <p>
                  A schedule launches a job on a cron. A sensor launches a job when something changes outside Millrace.
                </p>
                <CodeBlock code={example} title="src/jobs.ts" />
              </EmptyState>
            </Card>
          ) : (
            <div className="flex flex-col gap-5">
              <Callout tone="info">
                Millrace doesn't run schedules and sensors automatically yet; this page shows their definitions.
                Evaluate one manually with <code className="font-mono text-xs">millrace tick &lt;name&gt;</code>.
              </Callout>
              {schedules.map((schedule) => (
                <ScheduleCard key={schedule.name} schedule={schedule} />
              ))}
              {sensors.length > 0 && <SensorTable sensors={sensors} />}
            </div>
          )
        }
      </QueryView>
    </Page>
  );
}
