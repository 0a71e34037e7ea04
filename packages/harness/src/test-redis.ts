import { Redis } from "ioredis";

/** Highest database number of a Redis with the default configuration. */
const DATABASES = 16;

export type TestRedis = { readonly url: string; flush(): Promise<void> };

/**
 * Returns a Redis for one test file. Each worker of the test runner has its own database number, which is emptied here.
 */
export async function testRedis(): Promise<TestRedis> {
  const base = process.env.TEST_REDIS_URL;
  if (!base)
    throw new Error("TEST_REDIS_URL is not set: run tests from the root, where the global setup starts the servers");
  const url = new URL(base);
  url.pathname = `/${Number(process.env.VITEST_POOL_ID ?? 0) % DATABASES}`;
  const flush = async () => {
    const client = new Redis(url.href);
    await client.flushdb();
    client.disconnect();
  };
  await flush();
  return { url: url.href, flush };
}
