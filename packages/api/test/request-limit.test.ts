import { expect, test } from "vitest";
import { createTrpcHandler } from "../src/trpc/handle";
import { publicProcedure, router } from "../src/trpc/trpc";
import { contextFor } from "./procedures";

test("limits the requests of a signed-in person, and names the limit", async () => {
  const buckets: string[] = [];
  const handle = createTrpcHandler({
    router: router({ ping: publicProcedure.query(() => "pong") }),
    endpoint: "/api/trpc",
    origins: [],
    createContext: async () => contextFor({ user: { id: "usr_1" } }),
    rateLimiter: {
      take: async (bucket, { max }) => {
        buckets.push(bucket);
        return { allowed: buckets.length <= max, remaining: 0, resetSeconds: 42 };
      },
    },
    requestsPerMinuteMax: 1,
  });
  const ping = () => handle(new Request("https://millrace.test/api/trpc/ping"));

  expect((await ping()).status).toBe(200);
  const limited = await ping();
  expect(limited.status).toBe(429);
  expect(JSON.stringify(await limited.json())).toContain("limit: 1 per person and minute");
  expect(buckets).toEqual(["trpc:user:usr_1", "trpc:user:usr_1"]);
});
