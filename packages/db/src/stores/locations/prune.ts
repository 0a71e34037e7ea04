import type { Db } from "../../db";
import { type Queryable, sql } from "../../sql";
import { inPlatform } from "../../tenancy/scope";

/**
 * Deletes versions that are no longer needed: not the newest of their code location, active nowhere, pinned by no run, never
 * active in a lasting deployment (which could roll back to them), and older than their organization keeps runs, or than
 * a day if they were pushed to a personal deployment on save.
 * @returns how many
 */
export function unscopedPruneVersions(db: Db): Promise<number> {
  return inPlatform(() => db.transaction((tx) => pruneVersions(tx), { statementMs: 600_000 }));
}

function pruneVersions(tx: Queryable): Promise<number> {
  return tx.execute(sql`
    delete from "LocationVersion" version using "Organization" org
    where org."id" = version."orgId" and version."status" in ('READY', 'FAILED')
      and version."createdAt" < now() - interval '1 day' * case
        when exists (
          select from "Deployment" target where target."orgId" = version."orgId" and target."id" = version."activateIn"
            and target."kind" = 'personal'
        ) then 1
        else least(coalesce(org."retentionDays", org."retentionDaysMax"), org."retentionDaysMax")
      end
      and exists (
        select from "LocationVersion" newer where newer."orgId" = version."orgId"
          and newer."locationId" = version."locationId" and newer."number" > version."number"
      )
      and not exists (
        select from "ActiveVersion" active where active."orgId" = version."orgId" and active."versionId" = version."id"
      )
      and not exists (select from "Run" run where run."orgId" = version."orgId" and run."versionId" = version."id")
      and not exists (
        select from "Activation" activation
        join "Deployment" deployment on deployment."orgId" = activation."orgId" and deployment."id" = activation."deploymentId"
        where activation."orgId" = version."orgId" and activation."locationId" = version."locationId"
          and activation."versionId" = version."id" and deployment."kind" <> 'personal'
      )
  `);
}

/** Deleting from a slow object store is not a frozen process. */
const LIMITS = { idleMs: 60_000 };

type BundleRef = { readonly orgId: string; readonly hash: string };

/**
 * Deletes bundles that no version has and that were neither uploaded nor requested since `unusedMs`. `deleteObjects` runs
 * while the bundle's row is locked: an upload of the same content waits for it and then stores the content again.
 * @returns how many
 */
export const unscopedPruneBundles = (
  db: Db,
  unusedMs: number,
  deleteObjects: (bundle: BundleRef) => Promise<void>,
): Promise<number> => inPlatform(() => pruneBundles(db, unusedMs, deleteObjects));

async function pruneBundles(
  db: Db,
  unusedMs: number,
  deleteObjects: (bundle: BundleRef) => Promise<void>,
): Promise<number> {
  const unused = sql`
    bundle."usedAt" < now() - ${unusedMs} * interval '1 millisecond' and not exists (
      select from "LocationVersion" version
      where version."orgId" = bundle."orgId" and version."bundleHash" = bundle."hash"
    )
  `;
  const candidates = await db.query<BundleRef>(
    sql`select bundle."orgId", bundle."hash" from "Bundle" bundle where ${unused}`,
  );
  let deleted = 0;
  for (const { orgId, hash } of candidates) {
    deleted += await db.transaction(async (tx) => {
      const row = sql`bundle."orgId" = ${orgId} and bundle."hash" = ${hash}`;
      await tx.query(sql`select from "Bundle" bundle where ${row} for update skip locked`);
      // A push that committed before this statement has touched the row.
      const count = await tx.execute(sql`delete from "Bundle" bundle where ${row} and ${unused}`);
      if (count > 0) await deleteObjects({ orgId, hash });
      return count;
    }, LIMITS);
  }
  return deleted;
}
