import type { FaultStack } from "../stack/fault-stack";
import type { RestartedApp } from "../stack/restarted-app";
import { until } from "../wait";

/**
 * Freezes one of `apps` between two statements of a transaction: `statement` locks a table, an app comes to wait for
 * it, is frozen, and then gets the lock, which it holds for as long as it is frozen.
 *
 * @param isWanted narrows which transactions count, by the statement that waits
 * @returns the app that is frozen
 */
export async function freezeInTransaction(
  { database }: FaultStack,
  apps: readonly RestartedApp[],
  statement: string,
  isWanted: (query: string) => boolean = () => true,
): Promise<RestartedApp> {
  const lock = await database.lock(statement);
  try {
    const names = apps.map(({ name }) => name);
    const app = await until("a transaction of an app waits for the lock", 20_000, async () => {
      const waiting = await database.query<{ name: string; query: string }>(
        `select application_name as name, query from pg_stat_activity
         where wait_event_type = 'Lock' and wait_event = 'relation' and application_name = any($1)
           and xact_start < query_start`,
        [names],
      );
      const found = waiting.find(({ query }) => isWanted(query));
      return apps.find(({ name }) => name === found?.name);
    });
    app.freeze();
    return app;
  } finally {
    await lock.release();
  }
}
