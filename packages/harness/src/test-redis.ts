import { Redis } from "ioredis";

/** The highest database number of a Redis with its default configuration. */
const DATABASES = 16;

export type TestRedis = { readonly url: string; flush(): Promise<void> };

/**
 * A Redis of its own for one test file: each worker of the test runner has a database number of its own, emptied here.
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
