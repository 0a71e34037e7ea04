import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { eventStream } from "../src/server/live/event-stream";
import type { LiveEvent } from "../src/server/live/live-hub";
import { startWebServer, type TestWebServer } from "./web-server";

let server: TestWebServer;
beforeAll(async () => {
  server = await startWebServer();
});
afterAll(() => server.close());

const notify = (payload: object) =>
  server.db.prisma.$queryRaw`select pg_notify('millrace_live', ${JSON.stringify(payload)})::text`;

test("sends changes to the pages of their organization only", async () => {
  const [mine, others]: [LiveEvent[], LiveEvent[]] = [[], []];
  const leave = await server.live.subscribe("org_mine", (event) => mine.push(event));
  await server.live.subscribe("org_other", (event) => others.push(event));

  await notify({ orgId: "org_mine", kind: "run", id: "run_1" });
  await vi.waitFor(() => expect(mine).toEqual([{ kind: "run", id: "run_1" }]));
  leave();
  await notify({ orgId: "org_mine", kind: "run", id: "run_2" });
  await notify({ orgId: "org_other", kind: "run", id: "run_3" });

  await vi.waitFor(() => expect(others).toEqual([{ kind: "run", id: "run_3" }]));
  expect(mine).toHaveLength(1);
  expect(server.live.connections()).toBe(1);
});

test("streams events as they occur and ends with the request", async () => {
  const abort = new AbortController();
  const leave = vi.fn();
  let send: (event: LiveEvent) => void = () => {};
  const response = eventStream({
    subscribe: async (callback) => {
      send = callback;
      return leave;
    },
    isStillAllowed: async () => true,
    signal: abort.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toBe("retry: 2000\n\n");
  send({ kind: "run", id: "run_1" });
  expect((await reader.read()).value).toBe('data: {"kind":"run","id":"run_1"}\n\n');

  abort.abort();
  expect((await reader.read()).done).toBe(true);
  expect(leave).toHaveBeenCalledOnce();
});

test("stops the stream of a member who loses access", async () => {
  vi.useFakeTimers();
  try {
    const leave = vi.fn();
    const response = eventStream({
      subscribe: async () => leave,
      isStillAllowed: async () => false,
      signal: new AbortController().signal,
    });
    const reader = response.body!.getReader();
    await reader.read();
    await vi.advanceTimersByTimeAsync(15_000);
    expect((await reader.read()).done).toBe(true);
    expect(leave).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});
