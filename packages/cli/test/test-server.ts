import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { unpackBundle } from "@millrace/bundle";
import { createDb, createLocationStores } from "@millrace/db";
import { createTestDatabase, testRedis } from "@millrace/harness";
import { type SeededOrganization, seedOrganization } from "@millrace/local";
import { bundleSourceMap, loadBundle, toWireError } from "@millrace/runtime";
import { bundleObject, type LoadOutcome, loadVersion } from "@millrace/services/locations";
import { openObjects } from "@millrace/storage";

export type TestServer = {
  readonly url: string;
  readonly organization: SeededOrganization;
  stop(): Promise<void>;
};

type WebServer = { handleRest(request: Request): Promise<Response>; close(): Promise<void> };
type Composition = { compose(env: Readonly<Record<string, unknown>>): Promise<WebServer> };

const COMPOSITION = new URL("../../../apps/web/src/server/composition.ts", import.meta.url).pathname;
const POLL_MS = 50;

/** The real public API on real stores. Versions are loaded in this process instead of a sandbox. */
export async function startTestServer(): Promise<TestServer> {
  const database = await createTestDatabase();
  const redis = await testRedis();
  const dir = await mkdtemp(join(tmpdir(), "millrace-server-"));
  const storageUrl = pathToFileURL(join(dir, "objects")).href;
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const organization = await seedOrganization({
    databaseUrl: database.appUrl,
    publicUrl: url,
    email: "ada@acme.example",
    organization: { slug: "acme", name: "Acme" },
    teams: [{ slug: "data", name: "Data", channel: "#data" }],
  });
  // Imported by path: the types of a web application don't belong in the CLI's.
  const { compose } = (await import(COMPOSITION)) as Composition;
  const server = await compose({
    DATABASE_URL: database.appUrl,
    REDIS_URL: redis.url,
    STORAGE_URL: storageUrl,
    MILLRACE_URL: url,
    MILLRACE_SECRET: "x".repeat(32),
    MILLRACE_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
    MILLRACE_EMBEDDED: true,
    PLATFORM_OPERATORS: [],
    TRUSTED_PROXY_HOPS: 0,
    LOG_LEVEL: "error",
  });

  http.on("request", async (request, response) => {
    const hasBody = request.method !== "GET" && request.method !== "DELETE";
    const answer = await server.handleRest(
      new Request(new URL(request.url ?? "/", url), {
        method: request.method,
        headers: request.headers as Record<string, string>,
        ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: "half" } : {}),
      } as RequestInit),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  const loader = await startLoader(database.url, storageUrl, dir);

  return {
    url,
    organization,
    async stop() {
      await loader.stop();
      http.close();
      await server.close();
      await database.drop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Loads uploaded versions, as workers do. */
async function startLoader(databaseUrl: string, storageUrl: string, dir: string) {
  const db = createDb({ url: databaseUrl });
  const stores = createLocationStores(db);
  const objects = await openObjects(storageUrl);
  const never = new AbortController().signal;
  const load = loadVersion({
    ...stores,
    variableNames: async () => [],
    loadBundle: async ({ orgId, bundleHash }): Promise<LoadOutcome> => {
      const source = await objects.get(bundleObject(orgId, bundleHash));
      const unpacked = await unpackBundle({ source, hash: bundleHash, intoDir: join(dir, "unpacked") });
      const map = await bundleSourceMap(unpacked.dir);
      try {
        const { sdk, definitions } = loadBundle(unpacked.dir);
        return { kind: "loaded", manifest: sdk.toManifest(definitions, { locate: map.locate }), loadMs: 1 };
      } catch (error) {
        return { kind: "failed", error: await toWireError(error, async (stack) => map.stack(stack)) };
      }
    },
  });
  let isStopping = false;
  const loop = (async () => {
    while (!isStopping) {
      const waiting = await db.prisma.locationVersion.findMany({ where: { status: "UPLOADED" } });
      for (const { orgId, id } of waiting) await load({ orgId, versionId: id }, never);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  })();
  return {
    async stop() {
      isStopping = true;
      await loop;
      await db.close();
    },
  };
}
