import type { AssetRef } from "@millrace/core/assets";
import { SLOT_HOLDING_STATUSES } from "@millrace/core/run";
import type { ResetTarget, StateChange, StateEdit, StateStore, StateValues } from "@millrace/core/state";
import type { Db } from "../../db";
import type { Prisma } from "../../generated/client";
import { storableJson } from "../../storable";
import { recordAudit, type Tx } from "../audit/audit";
import { WHOLE_ASSET } from "./write-watermarks";

/** Replaces the state of an asset (`partition` is null) or of one of its partitions, as a person asks. */
export function setState(
  db: Db,
  orgId: string,
  asset: AssetRef,
  partition: string | null,
  { value, by, audit }: StateChange,
): Promise<StateEdit> {
  return edit(db, orgId, asset, partition, async (tx) => {
    const key = { orgId, ...asset, partition: partition ?? WHOLE_ASSET };
    const where = { orgId_deploymentId_asset_partition: key };
    const before = await tx.watermark.findUnique({ where });
    const text = storableJson(value);
    const bytes = Buffer.byteLength(text);
    const change = { value: JSON.parse(text), bytes, updatedAt: new Date(), runId: null, updatedBy: by };
    await tx.watermark.upsert({ where, create: { ...key, ...change }, update: change });
    await recordAudit(tx, orgId, audit((before?.value as StateValues | undefined) ?? null));
    return 1;
  });
}

/** Deletes state, as a person asks. */
export function resetState(
  db: Db,
  orgId: string,
  asset: AssetRef,
  target: ResetTarget,
  audit: Parameters<StateStore["reset"]>[3],
): Promise<StateEdit> {
  const partition = target === "all" ? null : target.partition;
  return edit(db, orgId, asset, partition, async (tx) => {
    const where = { orgId, ...asset, ...(target === "all" ? {} : { partition: partition ?? WHOLE_ASSET }) };
    const before = target === "all" ? null : await tx.watermark.findFirst({ where });
    const { count } = await tx.watermark.deleteMany({ where });
    if (count > 0) await recordAudit(tx, orgId, audit((before?.value as StateValues | undefined) ?? null, count));
    return count;
  });
}

class Running extends Error {
  constructor(readonly runId: string) {
    super(`run ${runId} is in progress`);
  }
}

/**
 * Changes rows and then looks for runs in progress: a run that was admitted before the look is found here and undoes the
 * change; one that is admitted later finds the rows locked when it reads them (see `readRunState`), and waits.
 */
async function edit(
  db: Db,
  orgId: string,
  asset: AssetRef,
  partition: string | null,
  change: (tx: Tx) => Promise<number>,
): Promise<StateEdit> {
  try {
    const entries = await db.prisma.$transaction(async (tx) => {
      const changed = await change(tx);
      const runId = await findRunInProgress(tx, orgId, asset, partition);
      if (runId !== undefined) throw new Running(runId);
      return changed;
    });
    return { kind: "changed", entries };
  } catch (error) {
    if (error instanceof Running) return { kind: "running", runId: error.runId };
    throw error;
  }
}

async function findRunInProgress(
  tx: Tx,
  orgId: string,
  { deploymentId, asset }: AssetRef,
  partition: string | null,
): Promise<string | undefined> {
  const ofPartition: Prisma.RunWhereInput =
    partition === null ? {} : { OR: [{ partitionKeys: { has: partition } }, { partitionKeys: { isEmpty: true } }] };
  const run = await tx.run.findFirst({
    where: {
      orgId,
      deploymentId,
      status: { in: [...SLOT_HOLDING_STATUSES] },
      assetKeys: { has: asset },
      ...ofPartition,
    },
    select: { id: true },
  });
  return run?.id;
}
