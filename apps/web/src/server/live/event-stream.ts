import type { LiveEvent } from "./live-hub";

const HEARTBEAT_MS = 15_000;

type Options = {
  /** Starts sending; returns the way out. */
  subscribe(send: (event: LiveEvent) => void): Promise<() => void>;
  /** Asked at every heartbeat; a rejection means no. Ends the stream of people who lost the session or the membership. */
  isStillAllowed(): Promise<boolean>;
  signal: AbortSignal;
};

/** A response of server-sent events that ends with its request. */
export function eventStream({ subscribe, isStillAllowed, signal }: Options): Response {
  const encoder = new TextEncoder();
  let cleanUp = () => {};

  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let isOpen = true;
      const write = (text: string) => isOpen && controller.enqueue(encoder.encode(text));
      const unsubscribe = await subscribe((event) => write(`data: ${JSON.stringify(event)}\n\n`));
      const end = () => {
        if (!isOpen) return;
        cleanUp();
        controller.close();
      };
      const heartbeat = setInterval(() => {
        isStillAllowed().then(
          (allowed) => (allowed ? write(":\n\n") : end()),
          () => end(),
        );
      }, HEARTBEAT_MS);
      cleanUp = () => {
        isOpen = false;
        clearInterval(heartbeat);
        unsubscribe();
      };
      signal.addEventListener("abort", end, { once: true });
      if (signal.aborted) return end();
      write("retry: 2000\n\n");
    },
    cancel: () => cleanUp(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
