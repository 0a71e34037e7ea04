import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createDb } from "@millrace/db";
import { createTestDatabase, testRedis } from "@millrace/harness";
import { compose } from "../src/server/composition";
import { readEnv } from "../src/server/env";

/** The built dashboard server with its own databases. */
export async function startWebServer(overrides: Record<string, string> = {}) {
  const [database, redis, objects] = await Promise.all([
    createTestDatabase(),
    testRedis(),
    mkdtemp(join(tmpdir(), "millrace-web-")),
  ]);
  const server = await compose(
    readEnv({
      DATABASE_URL: database.appUrl,
      REDIS_URL: redis.url,
      MILLRACE_URL: "https://millrace.test",
      MILLRACE_SECRET: "a secret of tests that is long enough",
      MILLRACE_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString("base64")}`,
      STORAGE_URL: pathToFileURL(objects).href,
      MILLRACE_EMBEDDED: "1",
      LOG_LEVEL: "error",
      ...overrides,
    }),
  );
  const db = createDb({ url: database.url });
  return {
    ...server,
    /** For fixtures and looks at the result. */
    db,
    async close() {
      await Promise.all([server.close(), db.close()]);
      await database.drop();
      await rm(objects, { recursive: true });
    },
  };
}
export type TestWebServer = Awaited<ReturnType<typeof startWebServer>>;

/** A confirmed account with its own organization. */
export async function signUpOwner({ useCases, stores }: TestWebServer, name: string) {
  const email = `${name.toLowerCase()}@example.com`;
  await useCases.accounts.signUp({ email, name, password: "correct horse battery" }, {});
  const account = await stores.accounts.findByEmail(email);
  if (!account) throw new Error(`${email} did not sign up`);
  await stores.accounts.markVerified(account.id, new Date());
  const actor = { kind: "user" as const, id: account.id, name };
  const { id, slug } = await useCases.organizations.create(actor, {
    name: `${name} Inc`,
    slug: `${name.toLowerCase()}-inc`,
  });
  return { userId: account.id, email, actor, orgId: id, slug, scope: { orgId: id, actor } };
}
