"use client";
import { Button, Card, CodeBlock, DataTable, EmptyState, PageHeader } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { Package } from "lucide-react";
import Link from "next/link";
import { useOrg, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../../shared/page";
import { QueryView } from "../../shared/query-view";
import { locationColumns } from "./location-columns";

/** The organization's code locations and their active versions in this deployment. */
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
        <QueryView query={locations} what="code locations">
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState
                action={
                  <Button render={<Link href={orgPaths.onboarding} />} variant="primary">
                    View setup commands
                  </Button>
                }
                icon={<Package />}
                title="No code yet"
              >
                <p>
                  A code location is one of your projects. Each push creates a version. A version that fails to load
                  never replaces the active one.
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
