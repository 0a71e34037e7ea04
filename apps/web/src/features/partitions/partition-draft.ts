/** The choice of partitions of a launch that is being written. */
export type PartitionDraft = {
  /** Keys, ranges and patterns. */
  readonly text: string;
  /** A run for each of them, or one for all. */
  readonly runPerPartition: boolean;
};

export const NO_PARTITIONS: PartitionDraft = { text: "", runPerPartition: true };

/** What a launch sends of it. */
export const partitionRequest = ({ text, runPerPartition }: PartitionDraft) => ({
  partitions: text,
  runPerPartition: runPerPartition && /[,[*]/.test(text),
});
