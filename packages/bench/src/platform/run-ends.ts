import { CHANNELS, type Db, type LiveChange, listen, sql } from "@millrace/db";

/** Notifications of committed run ends. */
export type RunEnds = {
  /** Resolves when the run has succeeded. Rejects if it ends otherwise. */
  succeeded(runId: string): Promise<void>;
  close(): Promise<void>;
};

type Waiter = { resolve(): void; reject(error: Error): void };

/** Listens to PostgreSQL notifications, which arrive after the commit, so that no polling delays the measurement. */
export async function watchRunEnds(platform: { db: Db; databaseUrl: string }): Promise<RunEnds> {
  const waiting = new Map<string, Waiter>();

  const look = async (runId: string): Promise<void> => {
    const [run] = await platform.db.query<{ status: string; error: { message?: string } | null }>(
      sql`select "status", "error" from "Run" where "id" = ${runId} and "endedAt" is not null`,
    );
    const waiter = waiting.get(runId);
    if (run === undefined || waiter === undefined) return;
    waiting.delete(runId);
    if (run.status === "SUCCESS") waiter.resolve();
    else waiter.reject(new Error(`The run ${runId} ended as ${run.status}: ${run.error?.message ?? "no error"}`));
  };
  const fail = (error: Error): void => {
    for (const waiter of waiting.values()) waiter.reject(error);
    waiting.clear();
  };
  const listener = await listen({
    url: platform.databaseUrl,
    channels: [CHANNELS.live],
    onNotification: (_, payload) => {
      const { kind, id } = JSON.parse(payload) as LiveChange;
      if (kind === "run" && waiting.has(id)) look(id).catch(fail);
    },
    onError: fail,
  });
  return {
    succeeded: (runId) =>
      new Promise((resolve, reject) => {
        waiting.set(runId, { resolve, reject });
        look(runId).catch(fail);
      }),
    async close() {
      waiting.clear();
      await listener.close();
    },
  };
}
