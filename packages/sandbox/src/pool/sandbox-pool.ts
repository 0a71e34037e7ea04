import type { Sandbox, SandboxBackend, SandboxLimits } from "../backend";

export type SandboxPoolOptions = {
  readonly backend: SandboxBackend;
  readonly limits: SandboxLimits;
  /** Sandboxes that wait for work. */
  readonly size: number;
  /** A sandbox that waited longer is replaced. */
  readonly staleAfterMs: number;
  /** Called for a sandbox that couldn't be started in the background. The pool keeps trying. */
  onError(error: unknown): void;
};

export type Taken = { readonly sandbox: Sandbox; readonly warm: boolean };

export type SandboxPool = {
  /**
   * Returns one sandbox for one assignment: a warm one if there is one with these limits, else one that is started now.
   * The last ones are reserved for owners who have none in use: one, or as many as had some within the last minute.
   */
  take(owner: string, limits?: SandboxLimits): Promise<Taken>;
  readonly waiting: number;
  /** Ends the sandboxes that wait, and starts no more. Those in use belong to their takers. */
  close(): Promise<void>;
};

/** The replacement of a taken sandbox starts this much later, so that the run that begins gets the processors first. */
const REFILL_DELAY_MS = 40;
const RETRY_DELAY_MS = 2_000;
/** An owner whose last sandbox ended longer ago has no warm one reserved. */
const RETURN_MS = 60_000;

/** Keeps generic sandboxes started: they contain no tenant data until they are taken, and are used once. */
export function sandboxPool(options: SandboxPoolOptions): SandboxPool {
  const { backend, onError } = options;
  const waiting: { readonly sandbox: Sandbox; readonly since: number }[] = [];
  /** How many sandboxes each owner uses; none is left out. */
  const inUse = new Map<string, number>();
  /** Owners whose last sandbox ended within the last minute, and when: they may come back. */
  const idle = new Map<string, number>();
  let starting = 0;
  let closed = false;
  let refillTimer: NodeJS.Timeout | undefined;
  const background = new Set<Promise<void>>();

  const addOne = async (): Promise<void> => {
    starting += 1;
    try {
      const warm = { sandbox: await backend.start(options.limits), since: performance.now() };
      if (closed) return discard(warm.sandbox);
      waiting.push(warm);
      void warm.sandbox.exited.then(() => forget(warm));
    } catch (error) {
      onError(error);
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
    onError(new Error("A sandbox ended while it waited for work."));
    refillAfter(RETRY_DELAY_MS);
  };

  const discard = async (sandbox: Sandbox): Promise<void> => {
    sandbox.kill("DISCARDED");
    await sandbox.removed;
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

  const reserved = (): number => {
    const oldest = performance.now() - RETURN_MS;
    for (const [owner, at] of idle) if (at < oldest) idle.delete(owner);
    return Math.max(1, Math.min(idle.size, options.size - 1));
  };

  /** A single warm sandbox can't be reserved: every second run would have to wait for no reason. */
  const isReserved = (owner: string): boolean => options.size > 1 && inUse.has(owner) && waiting.length <= reserved();

  const count = (owner: string, sandbox: Sandbox): void => {
    const others = inUse.get(owner) ?? 0;
    inUse.set(owner, others + 1);
    idle.delete(owner);
    if (others > 0) sandbox.lowerShare(others);
    void sandbox.exited.then(() => {
      const left = (inUse.get(owner) ?? 1) - 1;
      if (left > 0) return void inUse.set(owner, left);
      inUse.delete(owner);
      idle.set(owner, performance.now());
    });
  };

  const dropStale = setInterval(
    () => {
      const oldest = performance.now() - options.staleAfterMs;
      for (const warm of waiting.filter((candidate) => candidate.since < oldest)) {
        waiting.splice(waiting.indexOf(warm), 1);
        discard(warm.sandbox).catch(onError);
      }
      refill();
    },
    Math.min(options.staleAfterMs, 60_000),
  );
  dropStale.unref();

  refill();
  return {
    async take(owner, limits = options.limits) {
      if (closed) throw new Error("The sandbox pool is closed.");
      const isWarm = sameLimits(limits, options.limits) && !isReserved(owner);
      const warm = isWarm ? waiting.shift() : undefined;
      refillAfter(REFILL_DELAY_MS);
      const sandbox = warm?.sandbox ?? (await backend.start(limits));
      count(owner, sandbox);
      return { sandbox, warm: warm !== undefined };
    },
    get waiting() {
      return waiting.length;
    },
    async close() {
      closed = true;
      clearInterval(dropStale);
      clearTimeout(refillTimer);
      await Promise.all(background);
      await Promise.all(waiting.splice(0).map(({ sandbox }) => discard(sandbox)));
    },
  };
}

const sameLimits = (a: SandboxLimits, b: SandboxLimits): boolean =>
  (Object.keys(a) as (keyof SandboxLimits)[]).every((name) => a[name] === b[name]);
