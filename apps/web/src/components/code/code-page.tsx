"use client";
import {
  Badge,
  Button,
  Card,
  CodeBlock,
  type Column,
  DataTable,
  EmptyState,
  PageHeader,
  StatusBadge,
  Time,
} from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { Package } from "lucide-react";
import Link from "next/link";
import { useOrg, useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Page } from "../shared/page";
import { QueryView } from "../shared/query-view";
import { TextLink } from "../shared/text-link";

type Location = Outputs["location"]["list"][number];

/** The code locations of the organization, and what this deployment serves of each. */
export function CodePage() {
  const trpc = useTRPC();
  const { scope, paths, deployment } = useScope();
  const { paths: orgPaths } = useOrg();
  const locations = useQuery(trpc.location.list.queryOptions(scope));
  const columns: Column<Location>[] = [
    {
      id: "name",
      header: "Location",
      cell: (location) => (
        <TextLink className="font-mono text-xs" href={paths.location(location.name)}>
          {location.name}
        </TextLink>
      ),
    },
    {
      id: "active",
      header: `Serves in ${deployment}`,
      cell: (location) =>
        location.active ? (
          <Badge tone="success">v{location.active.number}</Badge>
        ) : (
          <span className="text-subtle">nothing</span>
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
      header: "May reach",
      from: "lg",
      cell: (location) => (
        <span className="text-muted">{location.egress.length === 0 ? "no network" : location.egress.join(", ")}</span>
      ),
    },
  ];
  return (
    <Page wide>
      <PageHeader title="Code locations" />
      <Card className="overflow-hidden">
        <QueryView query={locations} what="the code locations">
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState
                action={
                  <Button render={<Link href={orgPaths.onboarding} />} variant="primary">
                    Show me the commands
                  </Button>
                }
                icon={<Package />}
                title="No code yet"
              >
                <p>
                  A code location is a project of yours. Each push makes a version; a version that does not load never
                  replaces the one that serves.
                </p>
                <CodeBlock code={`millrace push --deployment ${deployment}`} />
              </EmptyState>
            ) : (
              <DataTable caption="Code locations" columns={columns} rowKey={(location) => location.id} rows={rows} />
            )
          }
        </QueryView>
      </Card>
    </Page>
  );
}
