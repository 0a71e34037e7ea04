"use client";
import { Badge, type Column, StatusBadge, Time } from "@millrace/ui";
import type { deploymentPaths, organizationPaths } from "@/lib/paths";
import type { Outputs } from "@/lib/trpc";
import { TextLink } from "../../shared/text-link";

type Location = Outputs["location"]["list"][number];

type ColumnScope = {
  readonly deployment: string;
  readonly paths: ReturnType<typeof deploymentPaths>;
  readonly orgPaths: ReturnType<typeof organizationPaths>;
};

/** Columns of the code locations table. */
export function locationColumns({ deployment, paths, orgPaths }: ColumnScope): Column<Location>[] {
  return [
    {
      id: "name",
      header: "Code location",
      cell: (location) => (
        <TextLink className="font-mono text-xs" href={paths.location(location.name)}>
          {location.name}
        </TextLink>
      ),
    },
    {
      id: "active",
      header: `Active in ${deployment}`,
      cell: (location) =>
        location.active ? (
          <Badge tone="success">v{location.active.number}</Badge>
        ) : (
          <span className="text-subtle">None</span>
        ),
    },
    {
      id: "latest",
      header: "Last push",
      cell: (location) =>
        location.latest && (
          <span className="flex items-center gap-2">
            <span className="tabular">v{location.latest.number}</span>
            <StatusBadge status={location.latest.status} />
          </span>
        ),
    },
    {
      id: "when",
      header: "Pushed",
      from: "sm",
      cell: (location) => <Time className="text-muted" value={location.latest?.createdAt} />,
    },
    {
      id: "team",
      header: "Team",
      from: "md",
      cell: (location) =>
        location.team && (
          <TextLink className="font-normal text-muted" href={orgPaths.team(location.team.slug)}>
            {location.team.slug}
          </TextLink>
        ),
    },
    {
      id: "egress",
      header: "Network access",
      from: "lg",
      cell: (location) => (
        <span className="text-muted">{location.egress.length === 0 ? "None" : location.egress.join(", ")}</span>
      ),
    },
  ];
}
