"use client";
import type { PartitionsSpec } from "@millrace/core/manifest";
import { SkeletonRows } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import type { PartitionDraft } from "../partitions/partition-draft";
import { PartitionField } from "../partitions/partition-field";
import { useDynamicKeys } from "../partitions/use-dynamic-keys";
import type { JobData } from "./job-data";

type Choosing = { value: PartitionDraft; onChange: (draft: PartitionDraft) => void };

/** Selects partitions for a job, with their status if they belong to an asset. */
export function JobPartitions({ of, ...choosing }: Choosing & { of: NonNullable<JobData["partitions"]> }) {
  const [now] = useState(() => Date.now());
  return of.asset === null ? (
    <Choice now={now} spec={of.spec} {...choosing} />
  ) : (
    <AssetPartitionField assetKey={of.asset} {...choosing} />
  );
}

/** Selects partitions of an asset and shows their status. */
export function AssetPartitionField({ assetKey, ...choosing }: Choosing & { assetKey: string }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const { data, isPending } = useQuery(trpc.asset.partitions.queryOptions({ ...scope, key: assetKey }));
  if (isPending) return <SkeletonRows label="Loading partitions" />;
  if (!data) return <NotLoaded />;
  return <Choice now={data.now} spec={data.spec} status={data} {...choosing} />;
}

type Moment = { spec: PartitionsSpec; now: number; status?: Outputs["asset"]["partitions"] };

function Choice({ spec, now, ...field }: Choosing & Moment) {
  const dynamic = useDynamicKeys(spec);
  if (dynamic.isPending) return <SkeletonRows label="Loading partitions" />;
  if (dynamic.isError) return <NotLoaded />;
  return <PartitionField choice={{ spec, now, dynamicKeys: dynamic.keys ?? {} }} {...field} />;
}

const NotLoaded = () => <p className="text-danger-text text-sm">Couldn't load partitions.</p>;
