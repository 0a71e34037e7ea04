"use client";
import { SkeletonRows } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { PartitionField } from "../partitions/partition-field";
import type { JobData } from "./job-page";

type Props = { of: NonNullable<JobData["partitions"]>; value: string; onChange: (text: string) => void };

/** Chooses partitions for a job; where they are an asset's, its status shows too. */
export function JobPartitions({ of, value, onChange }: Props) {
  const [now] = useState(() => Date.now());
  return of.asset === null ? (
    <PartitionField choice={{ spec: of.spec, now }} onChange={onChange} value={value} />
  ) : (
    <AssetPartitionField assetKey={of.asset} onChange={onChange} value={value} />
  );
}

/** Chooses partitions of an asset, with their status at hand. */
export function AssetPartitionField(props: { assetKey: string; value: string; onChange: (text: string) => void }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const choice = useQuery(trpc.asset.partitions.queryOptions({ ...scope, key: props.assetKey }));
  if (choice.isPending) return <SkeletonRows label="Loading partitions" />;
  return choice.data ? (
    <PartitionField choice={choice.data} onChange={props.onChange} value={props.value} />
  ) : (
    <p className="text-danger-text text-sm">The partitions could not be loaded.</p>
  );
}
