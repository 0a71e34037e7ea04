import { MemoryValues, RunValues } from "@millrace/runtime";
import type { AnyAsset, Definitions } from "@millrace/sdk";

/** Stores the values that a test gives for assets it doesn't materialize, with the assets' IO managers. */
export async function givenValues(
  definitions: Definitions,
  given: Readonly<Record<string, unknown>>,
  partitions: readonly string[],
  scratchDir: string,
): Promise<MemoryValues> {
  const values = new MemoryValues();
  const writer = new RunValues({ values, scratchDir }, {});
  const put = async (asset: AnyAsset, key: string | undefined, value: unknown): Promise<void> => {
    const ref = await writer.store(
      { step: asset.key, stepAttempt: 1, subject: `the given value of asset "${asset.key}"`, asset: asset.settings },
      value,
    );
    values.set(asset.key, key, ref);
  };
  for (const [key, value] of Object.entries(given)) {
    const asset = definitions.assets.get(key);
    if (!asset) throw new TypeError(`values.${key}: no upstream asset has that key`);
    if (!asset.settings.partitions) await put(asset, undefined, value);
    else if (value instanceof PartitionValues)
      for (const [part, one] of Object.entries(value.byPartition)) await put(asset, part, one);
    else for (const part of partitions) await put(asset, part, value);
  }
  return values;
}

/** Values of a partitioned asset by partition, as returned by {@link byPartition}. */
export class PartitionValues {
  constructor(readonly byPartition: Readonly<Record<string, unknown>>) {}
}

/**
 * Returns values of a partitioned upstream asset, one per partition.
 * @example
 * materialize([monthly], { values: { revenue: byPartition({ "2026-01-01": { total: 3 }, "2026-01-02": { total: 4 } }) } });
 */
export const byPartition = (values: Readonly<Record<string, unknown>>): PartitionValues => new PartitionValues(values);
