import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

export type S3Server = {
  /** Storage URL of a bucket on the server. */
  readonly storageUrl: string;
  keys(): string[];
  close(): Promise<void>;
};

/** Body of one request, on disk. */
type Part = { readonly path: string; readonly bytes: number };
type Parts = readonly Part[];

/** Starts the part of S3's HTTP interface that an object store needs, on disk, for tests. Signatures aren't checked. */
export async function startS3Server(): Promise<S3Server> {
  const dir = await mkdtemp(join(tmpdir(), "millrace-s3-"));
  const objects = new Map<string, Parts>();
  const uploads = new Map<string, Map<number, Part>>();

  const keep = async (request: IncomingMessage): Promise<Part> => {
    const path = join(dir, randomUUID());
    const file = createWriteStream(path);
    await pipeline(request, file);
    return { path, bytes: file.bytesWritten };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://s3");
    const [, bucket = "", ...rest] = url.pathname.split("/");
    const key = decodeURIComponent(rest.join("/"));
    const uploadId = url.searchParams.get("uploadId");
    const reply = (status: number, body = "", headers: Record<string, string> = {}) =>
      void response.writeHead(status, { "content-length": String(Buffer.byteLength(body)), ...headers }).end(body);

    if (request.method === "GET" && key === "") {
      const prefix = url.searchParams.get("prefix") ?? "";
      const after = url.searchParams.get("continuation-token") ?? "";
      const found = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
      return reply(200, listing(bucket, found, objects));
    }
    if (request.method === "POST" && url.searchParams.has("uploads")) {
      const id = randomUUID();
      uploads.set(id, new Map());
      const names = `<Bucket>${bucket}</Bucket><Key>${key}</Key>`;
      return reply(200, xml("InitiateMultipartUploadResult", `${names}<UploadId>${id}</UploadId>`));
    }
    if (request.method === "PUT") {
      const part = await keep(request);
      if (uploadId === null) objects.set(key, [part]);
      else uploads.get(uploadId)?.set(Number(url.searchParams.get("partNumber")), part);
      return reply(200, "", { etag: `"${part.bytes}"` });
    }
    if (request.method === "POST" && uploadId !== null) {
      request.resume();
      const parts = [...(uploads.get(uploadId) ?? [])].sort(([a], [b]) => a - b).map(([, part]) => part);
      uploads.delete(uploadId);
      objects.set(key, parts);
      return reply(200, xml("CompleteMultipartUploadResult", `<Key>${key}</Key>`));
    }
    if (request.method === "DELETE") {
      if (uploadId === null) objects.delete(key);
      else uploads.delete(uploadId);
      return reply(204);
    }
    const found = objects.get(key);
    if (found === undefined) return reply(404, request.method === "HEAD" ? "" : xml("Error", "<Code>NoSuchKey</Code>"));
    response.writeHead(200, { "content-length": sizeOf(found) });
    if (request.method === "GET") await pipeline(contentOf(found), response);
    else response.end();
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    storageUrl: `s3://key:secret@bucket/some/prefix?endpoint=${encodeURIComponent(endpoint)}`,
    keys: () => [...objects.keys()],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(dir, { recursive: true });
    },
  };
}

async function* contentOf(parts: Parts): AsyncIterable<Uint8Array> {
  for (const { path } of parts) yield* createReadStream(path);
}

const sizeOf = (parts: Parts): number => parts.reduce((sum, { bytes }) => sum + bytes, 0);

/** Pages of two, so that every test uses paging. */
const PAGE = 2;

function listing(bucket: string, found: string[], objects: ReadonlyMap<string, Parts>): string {
  const page = found.slice(0, PAGE);
  const entries = page.map(
    (key) =>
      `<Contents><Key>${key}</Key><Size>${sizeOf(objects.get(key) ?? [])}</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>`,
  );
  const more = found.length > PAGE;
  const token = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
  return xml("ListBucketResult", `<Name>${bucket}</Name><IsTruncated>${more}</IsTruncated>${token}${entries.join("")}`);
}

const xml = (root: string, content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`;
