import { DomainError, type StorageMeasures, type StorageUsage, type StorageUse } from "@millrace/core";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";

/** Creates the store of how much each organization has in object storage, or has reserved there. */
export const createStorageUseStore = (db: Db): StorageUse & StorageMeasures =>
  scopedStore<StorageUse & StorageMeasures>({
    async getStorageUsage(orgId) {
      const [usage] = await db.query<StorageUsage>(
        sql`select "storedBytes", "storedBytesMax" from "Organization" where "id" = ${orgId}`,
      );
      if (!usage) throw new DomainError("notFound", "organization_not_found", `Organization ${orgId} not found.`);
      return usage;
    },

    /** One statement: a concurrent reservation waits for the row and then sees what is left. */
    async reserve(orgId, id, bytes) {
      const count = await db.execute(sql`
      with taken as (
        update "Organization" set "reservedBytes" = "reservedBytes" + ${bytes}
        where "id" = ${orgId} and "storedBytes" + "reservedBytes" + ${bytes} <= "storedBytesMax"
        returning "id"
      )
      insert into "StorageReservation" as known ("orgId", "id", "bytes")
      select "id", ${id}::text, ${bytes}::bigint from taken
      on conflict ("orgId", "id") do update set "bytes" = known."bytes" + excluded."bytes", "renewedAt" = now()
    `);
      return count > 0;
    },

    async settle(orgId, id, storedBytes) {
      await db.execute(sql`
      with gone as (delete from "StorageReservation" where "orgId" = ${orgId} and "id" = ${id} returning "bytes")
      update "Organization" set "storedBytes" = "storedBytes" + ${storedBytes},
        "reservedBytes" = "reservedBytes" - coalesce((select "bytes" from gone), 0)
      where "id" = ${orgId}
    `);
    },

    async unscopedReleaseAbandoned(olderThanMs) {
      return db.execute(sql`
      with gone as (
        delete from "StorageReservation" where "renewedAt" < now() - ${olderThanMs} * interval '1 millisecond'
        returning "orgId", "bytes"
      ), sums as (select "orgId", sum("bytes")::bigint as "bytes" from gone group by "orgId")
      update "Organization" org set "reservedBytes" = org."reservedBytes" - sums."bytes" from sums where org."id" = sums."orgId"
    `);
    },

    async unscopedListIds() {
      const rows = await db.query<{ id: string }>(sql`select "id" from "Organization" order by "id"`);
      return rows.map(({ id }) => id);
    },

    async setMeasured(orgId, bytes, before) {
      await db.execute(sql`
      update "Organization" set "storedBytes" = ${bytes} + greatest("storedBytes" - ${before}, 0) where "id" = ${orgId}
    `);
    },
  });
