import type { Launcher, Sandbox, SandboxLimits } from "../launcher";
import type { Slot } from "../slots/slot";
import { slotId } from "../slots/sweep-slots";

type Closable = { close(): Promise<void> };

/** A sandbox and the resource that was opened with it (its broker). */
export type Warm<B> = { readonly sandbox: Sandbox; readonly broker: B };

export type SandboxPoolOptions<B extends Closable> = {
  readonly launcher: Launcher;
  readonly runtimeFile: string;
  readonly limits: SandboxLimits;
  /** Sandboxes that wait for work. */
  readonly size: number;
  /** A sandbox that waited longer is replaced. */
  readonly staleAfterMs: number;
  /** Listens on the slot's socket before the sandbox starts. */
  openBroker(slot: Slot): Promise<B>;
  /** A sandbox that could not be started in the background. The pool goes on trying. */
  onError(error: unknown): void;
};

export type SandboxPool<B> = {
  /** One sandbox for one assignment: warm when there is one of these limits, else started now. */
  take(limits?: SandboxLimits): Promise<Warm<B> & { readonly warm: boolean }>;
  readonly waiting: number;
  /** Ends the sandboxes that wait, and starts no more. Those handed out are their takers'. */
  close(): Promise<void>;
};

/** The replacement of a taken sandbox starts this much later, so that the run that begins has the processors first. */
const REFILL_DELAY_MS = 40;
const RETRY_DELAY_MS = 2_000;

/** Keeps generic sandboxes started: they hold no tenant's data until they are taken, and are used once. */
export function sandboxPool<B extends Closable>(options: SandboxPoolOptions<B>): SandboxPool<B> {
  const waiting: (Warm<B> & { readonly since: number })[] = [];
  let starting = 0;
  let number = 0;
  let closed = false;
  let refillTimer: NodeJS.Timeout | undefined;
  const background = new Set<Promise<void>>();

  const start = async (limits: SandboxLimits): Promise<Warm<B>> => {
    number += 1;
    const slot = await options.launcher.openSlot(slotId(process.pid, number));
    const broker = await options.openBroker(slot);
    const sandbox = await options.launcher.launch({ slot, runtimeFile: options.runtimeFile, limits });
    sandbox.exited.then(() => broker.close()).catch(options.onError);
    sandbox.removed.catch(options.onError);
    return { sandbox, broker };
  };

  const addOne = async (): Promise<void> => {
    starting += 1;
    try {
      const warm = { ...(await start(options.limits)), since: performance.now() };
      if (closed) return discard(warm);
      waiting.push(warm);
      void warm.sandbox.exited.then(() => forget(warm));
    } catch (error) {
      options.onError(error);
      refillAfter(RETRY_DELAY_MS);
    } finally {
      starting -= 1;
    }
  };

  const forget = (warm: (typeof waiting)[number]): void => {
    const at = waiting.indexOf(warm);
    if (at === -1) return;
    waiting.splice(at, 1);
    if (closed) return;
    options.onError(new Error("A sandbox ended while it waited for work."));
    refillAfter(RETRY_DELAY_MS);
  };

  const discard = async (warm: Warm<B>): Promise<void> => {
    warm.sandbox.kill("DISCARDED");
    await warm.sandbox.removed;
  };

  const refill = (): void => {
    while (!closed && waiting.length + starting < options.size) {
      const job = addOne();
      background.add(job);
      void job.finally(() => background.delete(job));
    }
  };

  const refillAfter = (delayMs: number): void => {
    if (closed || refillTimer !== undefined) return;
    refillTimer = setTimeout(() => {
      refillTimer = undefined;
      refill();
    }, delayMs);
  };

  const dropStale = setInterval(
    () => {
      const oldest = performance.now() - options.staleAfterMs;
      for (const warm of waiting.filter((candidate) => candidate.since < oldest)) {
        waiting.splice(waiting.indexOf(warm), 1);
        discard(warm).catch(options.onError);
      }
      refill();
    },
    Math.min(options.staleAfterMs, 60_000),
  );
  dropStale.unref();

  refill();
  return {
    async take(limits = options.limits) {
      if (closed) throw new Error("The sandbox pool is closed.");
      const warm = sameLimits(limits, options.limits) ? waiting.shift() : undefined;
      refillAfter(REFILL_DELAY_MS);
      return warm === undefined
        ? { ...(await start(limits)), warm: false }
        : { sandbox: warm.sandbox, broker: warm.broker, warm: true };
    },
    get waiting() {
      return waiting.length;
    },
    async close() {
      closed = true;
      clearInterval(dropStale);
      clearTimeout(refillTimer);
      await Promise.all(background);
      await Promise.all(waiting.splice(0).map(discard));
    },
  };
}

const sameLimits = (a: SandboxLimits, b: SandboxLimits): boolean =>
  (Object.keys(a) as (keyof SandboxLimits)[]).every((name) => a[name] === b[name]);
