import { testRedis } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRateLimiter, type RedisRateLimiter } from "./rate-limiter";

let limiters: RedisRateLimiter[];
beforeAll(async () => {
  const { url } = await testRedis();
  limiters = [createRateLimiter({ url }), createRateLimiter({ url })];
});
afterAll(() => Promise.all(limiters.map((limiter) => limiter.close())));

test("attempts are counted for all processes together, and exactly", async () => {
  const verdicts = await Promise.all(
    Array.from({ length: 40 }, (_, index) => limiters[index % 2]!.take("shared", { max: 25, windowSeconds: 60 })),
  );
  expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(25);
  expect(verdicts.every(({ resetSeconds }) => resetSeconds > 0 && resetSeconds <= 60)).toBe(true);
});

test("buckets do not share their counts", async () => {
  const [limiter] = limiters;
  await limiter!.take("one", { max: 1, windowSeconds: 60 });
  expect(await limiter!.take("one", { max: 1, windowSeconds: 60 })).toMatchObject({ allowed: false, remaining: 0 });
  expect(await limiter!.take("two", { max: 1, windowSeconds: 60 })).toMatchObject({ allowed: true, remaining: 0 });
});

test("while Redis is away each process keeps the limit for itself", async () => {
  const errors: Error[] = [];
  const alone = createRateLimiter({ url: "redis://127.0.0.1:1", onError: (error) => errors.push(error) });
  const verdicts = [];
  for (let count = 0; count < 3; count++) verdicts.push((await alone.take("x", { max: 2, windowSeconds: 60 })).allowed);
  await alone.close();
  expect(verdicts).toEqual([true, true, false]);
  expect(errors.length).toBeGreaterThan(0);
});
