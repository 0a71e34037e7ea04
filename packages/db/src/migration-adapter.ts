import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type pg from "pg";

/**
 * Prisma's adapter, but a script goes to the server whole: the original splits it at every semicolon, and so breaks
 * functions. The server runs a script of several statements in one transaction.
 * @param onError called with what the server rejected a script for, which the engine keeps to itself
 */
export function migrationAdapter(
  pool: pg.Pool,
  onError: (error: Error) => void,
): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    async connect() {
      const adapter = await factory.connect();
      adapter.executeScript = async (script) => {
        await pool.query(script).catch((error: Error) => {
          onError(error);
          throw error;
        });
      };
      return adapter;
    },
  };
}
