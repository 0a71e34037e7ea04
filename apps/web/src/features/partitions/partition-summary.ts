import type { PartitionStatus, StatusSegment } from "@millrace/core/partitions";
import type { Tone } from "@millrace/ui";

export const PARTITION_LOOKS: Readonly<Record<PartitionStatus, { word: string; tone: Tone; status: string }>> = {
  materialized: { word: "materialized", tone: "success", status: "MATERIALIZED" },
  failed: { word: "failed", tone: "danger", status: "FAILURE" },
  inProgress: { word: "running", tone: "info", status: "RUNNING" },
  missing: { word: "missing", tone: "neutral", status: "NOT_MATERIALIZED" },
};

const number = new Intl.NumberFormat("en-US");

/** The bar as text: "712 of 730 materialized, 3 failed, 15 missing". */
export function partitionSummary(counts: Readonly<Record<PartitionStatus, number>>, size: number): string {
  const others = (["inProgress", "failed", "missing"] as const)
    .filter((status) => counts[status] > 0)
    .map((status) => `${number.format(counts[status])} ${PARTITION_LOOKS[status].word}`);
  return [`${number.format(counts.materialized)} of ${number.format(size)} materialized`, ...others].join(", ");
}

/** One segment as text. */
export const segmentLabel = ({ from, to, count, status }: StatusSegment): string =>
  `${count === 1 ? from : `${from} to ${to} (${number.format(count)})`}: ${PARTITION_LOOKS[status].word}`;

export const pluralizePartitions = (count: number): string =>
  `${number.format(count)} ${count === 1 ? "partition" : "partitions"}`;
