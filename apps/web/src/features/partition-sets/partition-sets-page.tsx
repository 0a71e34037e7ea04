"use client";
import { Card, CodeBlock, type Column, DataTable, EmptyState, PageHeader, Time } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { CalendarRange } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../../shared/page";
import { QueryView } from "../../shared/query-view";
import { TextLink } from "../../shared/text-link";
import type { PartitionSetData } from "./partition-set";
import { SetKeys } from "./set-keys";

const example = `export const accounts = asset(
  "accounts",
  { partitions: dynamicPartitions("customers") },
  ({ partition }) => fetchAccount(partition.key),
);`;

/** A deployment's partition sets, and the keys of the selected one. */
export function PartitionSetsPage() {
  const trpc = useTRPC();
  const { scope } = useScope();
  const [chosen] = useQueryState("set", parseAsString);
  const sets = useQuery(trpc.partition.sets.queryOptions(scope));
  return (
    <Page>
      <PageHeader
        description="Named sets of dynamic partition keys. Code locations that use the same name share a set."
        title="Partition sets"
      />
      <QueryView query={sets} what="partition sets">
        {(data) => {
          const shown = data.find((set) => set.name === chosen) ?? data[0];
          if (!shown)
            return (
              <Card>
                <NoSets />
              </Card>
            );
          return (
            <div className="flex flex-col gap-5">
              <Card className="overflow-hidden">
                <SetTable rows={data} shown={shown.name} />
              </Card>
              <SetKeys key={shown.name} set={shown} />
            </div>
          );
        }}
      </QueryView>
    </Page>
  );
}

function SetTable({ rows, shown }: { rows: readonly PartitionSetData[]; shown: string }) {
  const { paths } = useScope();
  const columns: Column<PartitionSetData>[] = [
    {
      id: "name",
      header: "Partition set",
      cell: ({ name }) => (
        <TextLink
          aria-current={name === shown ? "true" : undefined}
          className="font-mono text-xs"
          href={paths.partitionSet(name)}
        >
          {name}
        </TextLink>
      ),
    },
    { id: "size", header: "Keys", numeric: true, cell: ({ size }) => size.toLocaleString("en-US") },
    {
      id: "uses",
      header: "Used by",
      from: "sm",
      cell: ({ usedBy }) => (
        <span className="flex flex-wrap gap-x-3">
          {usedBy.map(({ kind, key }) =>
            kind === "asset" ? (
              <TextLink
                className="font-mono font-normal text-muted text-xs"
                href={`${paths.asset(key)}?tab=partitions`}
                key={key}
              >
                {key}
              </TextLink>
            ) : (
              <span className="text-muted text-xs" key={key}>
                job {key}
              </span>
            ),
          )}
        </span>
      ),
    },
    {
      id: "added",
      header: "Last added",
      from: "md",
      cell: ({ lastAddedAt }) => <Time className="text-muted" empty="never" value={lastAddedAt} />,
    },
  ];
  return <DataTable caption="Partition sets" columns={columns} rowKey={(set) => set.name} rows={rows} />;
}

const NoSets = () => (
  <EmptyState icon={<CalendarRange />} title="No partition sets">
    <p>Define an asset with dynamicPartitions() to create a set. Add keys from runs, here, or with the CLI.</p>
    <CodeBlock code={example} title="src/assets.ts" />
  </EmptyState>
);
