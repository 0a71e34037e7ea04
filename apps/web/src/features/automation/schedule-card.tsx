"use client";
import {
  DefinitionList,
  formatInstant,
  Section,
  Table,
  TableHead,
  Td,
  Th,
  Tr,
  useTimePreferences,
  zoneName,
} from "@millrace/ui";
import { Clock } from "lucide-react";
import { useScope } from "@/lib/scope";
import type { Outputs } from "@/lib/trpc";
import { TextLink } from "../../shared/text-link";

type Schedule = Outputs["automation"]["list"]["schedules"][number];

/** A schedule: its description, and its next ticks in its own time zone and the viewer's. */
export function ScheduleCard({ schedule }: { schedule: Schedule }) {
  const { paths } = useScope();
  const viewer = useTimePreferences();
  const isSameZone = viewer.timeZone === schedule.timeZone;
  return (
    <Section description={schedule.description ?? undefined} title={<span className="font-mono">{schedule.name}</span>}>
      <div className="grid items-start gap-5 md:grid-cols-2">
        <DefinitionList
          items={[
            ["Schedule", schedule.words],
            [
              "Cron",
              <code className="font-mono text-xs" key="cron">
                {schedule.crons.join("; ")}
              </code>,
            ],
            ["Time zone", schedule.timeZone],
            [
              "Job",
              <TextLink className="font-mono text-xs" href={paths.job(schedule.location, schedule.job)} key="job">
                {schedule.job}
              </TextLink>,
            ],
            ["Code location", schedule.location],
            ["Owners", schedule.owners.join(", ")],
          ]}
        />
        <Table caption={`Next ticks of ${schedule.name}`}>
          <TableHead>
            <Th>Next tick ({schedule.timeZone})</Th>
            {!isSameZone && <Th>In your time zone</Th>}
          </TableHead>
          <tbody>
            {schedule.nextTicks.map(({ at, clockChange }) => (
              <Tr key={at.toISOString()}>
                <Td>
                  {inZone(at, schedule.timeZone, viewer.hour12)}
                  {clockChange && (
                    <span className="flex items-start gap-1 text-warning-text text-xs">
                      <Clock aria-hidden className="mt-0.5 size-3 shrink-0" />
                      {clockChange}
                    </span>
                  )}
                </Td>
                {!isSameZone && <Td>{inZone(at, viewer.timeZone, viewer.hour12)}</Td>}
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}

/** A tick with its zone's name, which differs from row to row around a clock change. */
function inZone(tick: Date, timeZone: string, hour12: boolean | undefined): string {
  const at = tick.getTime();
  const text = formatInstant(at, { timeZone, ...(hour12 === undefined ? {} : { hour12 }) });
  return `${text} ${zoneName(at, timeZone)}`;
}
