import type { LogPage } from "@millrace/services/runs";

/** How often a followed log is looked at again. */
const FOLLOW_MS = 250;
/** A line at least this often, so that proxies keep the connection. */
const QUIET_MS = 15_000;

type Options = { readonly after: number; readonly follow: boolean; readonly signal: AbortSignal };

/** Streams a run's output as NDJSON, as fast as the reader takes it. */
export function streamRunLog(read: (cursor: number) => Promise<LogPage>, options: Options): Response {
  const encoder = new TextEncoder();
  const lines = logLines(read, options);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    async cancel() {
      await lines.return();
    },
  });
  return new Response(body, { headers: { "content-type": "application/x-ndjson", "x-accel-buffering": "no" } });
}

async function* logLines(
  read: (cursor: number) => Promise<LogPage>,
  { after, follow, signal }: Options,
): AsyncGenerator<{ text: string; nextAfter: number }, void, void> {
  let cursor = after;
  let quietSince = Date.now();
  while (!signal.aborted) {
    const page = await read(cursor);
    const next = page.nextCursor ?? cursor;
    if (page.text !== "" || Date.now() - quietSince > QUIET_MS) {
      quietSince = Date.now();
      yield { text: page.text, nextAfter: next };
    }
    cursor = next;
    if (page.nextCursor === null || (page.atEnd && !follow)) return;
    if (page.atEnd) await delay(FOLLOW_MS, signal);
  }
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
