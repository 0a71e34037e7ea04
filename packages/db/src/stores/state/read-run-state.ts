import { DomainError, LIMITS, ownValue } from "@millrace/core";
import type { RunStateScope, StateValues, StoredState } from "@millrace/core/state";
import { type Queryable, sql } from "../../sql";
import { WHOLE_ASSET } from "./write-watermarks";

type Row = { asset: string; partition: string; value: StateValues | null; total: number };

/**
 * The state that a run starts from, by asset. The rows are locked for the moment of reading: a person who is changing one
 * (see `editState`) either is seen here, or sees the run.
 * @throws DomainError `run_state_bytes` when it is more than a run may read
 */
export async function readRunState(
  db: Queryable,
  orgId: string,
  { deploymentId, assets, partitionKeys }: RunStateScope,
): Promise<Record<string, StoredState>> {
  const rows = await db.query<Row>(sql`
    with kept as (
      select "asset", "partition", "value", "bytes" from "Watermark"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = any(${assets})
        and "partition" = any(${[WHOLE_ASSET, ...partitionKeys]})
      for share
    ), summed as (
      select "asset", "partition", "value", sum("bytes") over () as "total" from kept
    )
    select "asset", "partition", case when "total" <= ${LIMITS.runStateBytesMax} then "value" end as "value", "total" from summed
  `);
  const state: Record<string, { asset?: StateValues; partitions: Record<string, StateValues> }> = {};
  for (const { asset, partition, value, total } of rows) {
    if (value === null) throw tooMuch(total, partitionKeys.length);
    const own = ownValue(state, asset) ?? { partitions: {} };
    state[asset] = own;
    if (partition === WHOLE_ASSET) own.asset = value;
    else own.partitions[partition] = value;
  }
  return state;
}

const tooMuch = (bytes: number, partitions: number): DomainError =>
  new DomainError(
    "overLimit",
    "run_state_bytes",
    `The state of the run's assets and ${partitions} partitions is ${bytes} bytes, over the limit of ${LIMITS.runStateBytesMax} (runStateBytesMax). Run fewer partitions per run.`,
  );
