"use client";
import { type Column, DataTable, formatDuration, Section } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import type { Outputs } from "@/lib/trpc";
import { TextLink } from "../../shared/text-link";
import { SensorKind } from "./sensor-kind";

type Sensor = Outputs["automation"]["list"]["sensors"][number];

/** Sensors with their interval and the jobs they launch. */
export function SensorTable({ sensors }: { sensors: readonly Sensor[] }) {
  const { paths } = useScope();
  const columns: Column<Sensor>[] = [
    {
      id: "name",
      header: "Sensor",
      cell: (row) => (
        <span className="flex flex-col py-1">
          <span className="font-mono text-xs">{row.name}</span>
          {row.description && <span className="text-subtle text-xs">{row.description}</span>}
        </span>
      ),
    },
    { id: "monitors", header: "Type", cell: (row) => <SensorKind sensor={row} /> },
    {
      id: "job",
      header: "Job",
      cell: (row) =>
        row.job === null ? (
          <span className="text-subtle">None</span>
        ) : (
          <TextLink className="font-mono text-xs" href={paths.job(row.location, row.job)}>
            {row.job}
          </TextLink>
        ),
    },
    { id: "every", header: "Interval", cell: (row) => formatDuration(row.everyMs) },
    {
      id: "code",
      header: "Code location",
      from: "md",
      cell: (row) => <span className="text-muted">{row.location}</span>,
    },
  ];
  return (
    <Section flush title="Sensors">
      <DataTable caption="Sensors" columns={columns} rowKey={(row) => row.name} rows={[...sensors]} />
    </Section>
  );
}
