import { DomainError } from "@millrace/core";
import type { Db } from "../../db";
import { sql } from "../../sql";

export type StorageRoom = { readonly storedBytes: number; readonly storedBytesMax: number };

/** How much each organization has in object storage. */
export const createStorageUseStore = (db: Db) => ({
  async getRoom(orgId: string): Promise<StorageRoom> {
    const [room] = await db.query<StorageRoom>(
      sql`select "storedBytes", "storedBytesMax" from "Organization" where "id" = ${orgId}`,
    );
    if (!room) throw new DomainError("notFound", "organization_not_found", `There is no organization ${orgId}`);
    return room;
  },

  async add(orgId: string, bytes: number): Promise<void> {
    await db.execute(sql`update "Organization" set "storedBytes" = "storedBytes" + ${bytes} where "id" = ${orgId}`);
  },

  async unscopedListIds(): Promise<readonly string[]> {
    const rows = await db.query<{ id: string }>(sql`select "id" from "Organization" order by "id"`);
    return rows.map(({ id }) => id);
  },

  /** Corrects the count by what was measured, unless more was stored while it was measured. */
  async setMeasured(orgId: string, bytes: number, before: number): Promise<void> {
    await db.execute(sql`
      update "Organization" set "storedBytes" = ${bytes} + greatest("storedBytes" - ${before}, 0) where "id" = ${orgId}
    `);
  },
});
