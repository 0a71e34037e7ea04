/** The partition selection of a launch draft. */
export type PartitionDraft = {
  /** Keys, ranges and patterns. */
  readonly text: string;
  /** One run per partition, or one run for all. */
  readonly runPerPartition: boolean;
};

export const NO_PARTITIONS: PartitionDraft = { text: "", runPerPartition: true };

/** The part of it that a launch sends. */
export const partitionRequest = ({ text, runPerPartition }: PartitionDraft) => ({
  partitions: text,
  runPerPartition: runPerPartition && /[,[*]/.test(text),
});
