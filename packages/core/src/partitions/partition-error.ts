import { DomainError } from "../errors";

/** Partitions that are declared wrongly. */
export const partitionsError = (message: string): DomainError =>
  new DomainError("invalid", "invalid_partitions", message);

/** A key that the partitions do not have. */
export const unknownPartition = (key: string): DomainError =>
  new DomainError("invalid", "unknown_partition", `There is no partition "${key}".`);

/** A choice of partitions that cannot be read; `position` counts characters from 0. */
export class PartitionTextError extends DomainError {
  readonly position: number;

  constructor(code: string, message: string, position: number) {
    super("invalid", code, message);
    this.position = position;
  }
}
