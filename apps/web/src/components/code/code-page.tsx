"use client";
import { Button, Card, CodeBlock, DataTable, EmptyState, PageHeader } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { Package } from "lucide-react";
import Link from "next/link";
import { useOrg, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../shared/page";
import { QueryView } from "../shared/query-view";
import { locationColumns } from "./location-columns";

/** The code locations of the organization, and what this deployment serves of each. */
export function CodePage() {
  const trpc = useTRPC();
  const { scope, paths, deployment } = useScope();
  const { paths: orgPaths } = useOrg();
  const locations = useQuery(trpc.location.list.queryOptions(scope));
  const columns = locationColumns({ deployment, paths, orgPaths });
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
