"use client";
import { EmptyState, Section } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { CalendarRange } from "lucide-react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../../shared/query-view";
import { TextLink } from "../../../shared/text-link";
import { PartitionBar } from "../../partitions/partition-bar";
import { PartitionMatrix } from "../../partitions/partition-matrix";
import { PartitionRanges } from "../../partitions/partition-ranges";
import { partitionSummary, pluralizePartitions } from "../../partitions/partition-summary";
import type { AssetPartitionsData } from "./asset-data";

/** An asset's partition status as a bar or matrix, a text summary, and a table of ranges. */
export function AssetPartitions({ assetKey }: { assetKey: string }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const query = useQuery(trpc.asset.partitions.queryOptions({ ...scope, key: assetKey }));
  return (
    <QueryView query={query} what="partitions">
      {(partitions) => <PartitionStatusView assetKey={assetKey} partitions={partitions} />}
    </QueryView>
  );
}

function PartitionStatusView({ assetKey, partitions }: { assetKey: string; partitions: AssetPartitionsData }) {
  const { size, counts, segments, left, dynamicSets, dimensions } = partitions;
  const sets = dynamicSets.length > 0 && <SetLinks names={dynamicSets} />;
  if (size === 0) {
    return (
      <Section action={sets} title="Partitions">
        <EmptyState className="py-8" icon={<CalendarRange />} title="No partitions yet">
          {dynamicSets.length > 0
            ? `Add keys to ${dynamicSets.join(" and ")} from a run, on the Partition sets page, or with millrace partitions add.`
            : "The first partition appears when its time window ends."}
        </EmptyState>
      </Section>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <Section action={sets} description={partitionSummary(counts, size)} title="Partition status">
        <PartitionBar of={partitions} />
      </Section>
      {dimensions.length > 1 ? (
        <PartitionMatrix assetKey={assetKey} partitions={partitions} />
      ) : (
        <Section
          description={
            left.segments > 0
              ? `Showing the first ${segments.length} ranges. ${left.segments} more (${pluralizePartitions(left.partitions)} partitions) are included in the totals above.`
              : undefined
          }
          flush
          title="Ranges"
        >
          <PartitionRanges segments={segments} />
        </Section>
      )}
    </div>
  );
}

/** Link to the page that manages dynamic partition keys. */
function SetLinks({ names }: { names: readonly string[] }) {
  const { paths } = useScope();
  return (
    <span className="flex flex-wrap gap-3 text-sm">
      {names.map((name) => (
        <TextLink href={paths.partitionSet(name)} key={name}>
          {name} keys
        </TextLink>
      ))}
    </span>
  );
}
