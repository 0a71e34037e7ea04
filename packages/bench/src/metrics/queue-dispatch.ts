import { createQueueStore, type Db } from "@millrace/db";
import { createWorker } from "@millrace/queue";
import { atMost, durations, medians } from "../metric";
import type { Metric } from "../report";

const JOBS = 10_000;
const ROUNDS = 3;
const SINGLES = 200;
const CONCURRENCY = 50;

/** Metric 6: jobs from the outbox through the daemon's relay and Redis to a handler, in bulk and one at a time. */
export async function queueDispatch(db: Db, redisUrl: string): Promise<Metric[]> {
  const outbox = createQueueStore(db);
  const waiting = new Map<string, (at: number) => void>();
  // The daemon of the benchmark sends no email, so this queue is free for empty jobs.
  const worker = await createWorker({
    url: redisUrl,
    queue: "mail",
    concurrency: CONCURRENCY,
    onError: (error) => {
      throw error;
    },
    handlers: {
      sendMail: async ({ mailId }) => {
        waiting.get(mailId)?.(performance.now());
        waiting.delete(mailId);
      },
    },
  });
  const send = async (ids: readonly string[]): Promise<number[]> => {
    const handled = ids.map((id) => new Promise<number>((resolve) => waiting.set(id, resolve)));
    await outbox.unscopedWrite(ids.map((mailId) => ({ job: "sendMail" as const, payload: { mailId } })));
    return Promise.all(handled);
  };

  try {
    const rates: number[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      const startedAt = performance.now();
      const ends = await send(Array.from({ length: JOBS }, (_, index) => `bulk-${round}-${index}`));
      if (round >= 0) rates.push((JOBS * 1_000) / (Math.max(...ends) - startedAt));
    }
    const delays: number[] = [];
    for (let index = -10; index < SINGLES; index++) {
      const startedAt = performance.now();
      const [end] = await send([`single-${index}`]);
      if (index >= 0) delays.push((end as number) - startedAt);
    }
    return [
      medians({ id: "6", name: "queue dispatch", unit: "1/s", target: "≥ 5,000/s" }, rates, (rate) => rate >= 5_000),
      durations({ id: "6b", name: "outbox write to job start", target: "p95 ≤ 5 ms" }, delays, atMost("p95", 5)),
    ];
  } finally {
    await worker.close(1_000);
  }
}
