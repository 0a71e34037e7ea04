import { DomainError } from "@millrace/core";

/** Starts the work and calls back when it has ended. */
type Turn = (end: () => void) => void;

/** Lets one piece of work run at a time; organizations take turns, each with its own bounded queue. */
export type Turns = {
  /** @throws DomainError `checks_busy` if the organization's queue is full */
  take<T>(orgId: string, work: () => Promise<T>): Promise<T>;
};

/** Creates turns with up to `waitingMax` pieces of work waiting per organization. */
export function createTurns(waitingMax: number): Turns {
  /** In the order of the next turn: an organization moves to the end when its turn ends. */
  const queues = new Map<string, Turn[]>();
  let isBusy = false;

  const next = (): void => {
    const [first] = queues;
    if (isBusy || !first) return;
    const [orgId, queue] = first;
    isBusy = true;
    queue.shift()?.(() => {
      queues.delete(orgId);
      if (queue.length > 0) queues.set(orgId, queue);
      isBusy = false;
      next();
    });
  };

  return {
    take: (orgId, work) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(orgId) ?? [];
        if (queue.length >= waitingMax) {
          const message = `Your organization already has ${waitingMax} checks waiting. Try again in a few seconds.`;
          reject(new DomainError("overLimit", "checks_busy", message, { retryAfterSeconds: 5 }));
          return;
        }
        queue.push((end) => void work().then(resolve, reject).finally(end));
        queues.set(orgId, queue);
        next();
      }),
  };
}
