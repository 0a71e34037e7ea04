import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type S3Server = { readonly url: string; readonly keys: () => string[]; close(): Promise<void> };

/** As much of S3's HTTP interface as an object store needs, in memory, for tests. It checks no signature. */
export async function startS3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://s3");
    const [, bucket = "", ...rest] = url.pathname.split("/");
    const key = decodeURIComponent(rest.join("/"));
    const uploadId = url.searchParams.get("uploadId");
    const reply = (status: number, body: string | Buffer = "", headers: Record<string, string> = {}) =>
      response.writeHead(status, { "content-length": String(Buffer.byteLength(body)), ...headers }).end(body);

    if (request.method === "GET" && key === "") {
      const prefix = url.searchParams.get("prefix") ?? "";
      const after = url.searchParams.get("continuation-token") ?? "";
      const found = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
      return void reply(200, listing(bucket, found, objects));
    }
    if (request.method === "POST" && url.searchParams.has("uploads")) {
      const id = randomUUID();
      uploads.set(id, new Map());
      return void reply(
        200,
        xml("InitiateMultipartUploadResult", `<Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId>`),
      );
    }
    if (request.method === "PUT") {
      const body = await bytesOf(request);
      if (uploadId === null) objects.set(key, body);
      else uploads.get(uploadId)?.set(Number(url.searchParams.get("partNumber")), body);
      return void reply(200, "", { etag: `"${body.length}"` });
    }
    if (request.method === "POST" && uploadId !== null) {
      await bytesOf(request);
      const parts = [...(uploads.get(uploadId) ?? [])].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
      uploads.delete(uploadId);
      objects.set(key, Buffer.concat(parts));
      return void reply(200, xml("CompleteMultipartUploadResult", `<Key>${key}</Key>`));
    }
    if (request.method === "DELETE") {
      if (uploadId === null) objects.delete(key);
      else uploads.delete(uploadId);
      return void reply(204);
    }
    const found = objects.get(key);
    if (found === undefined)
      return void reply(404, request.method === "HEAD" ? "" : xml("Error", "<Code>NoSuchKey</Code>"));
    if (request.method === "HEAD") return void response.writeHead(200, { "content-length": found.length }).end();
    reply(200, found);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: () => [...objects.keys()],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Pages of two, so that paging is always exercised. */
const PAGE = 2;

function listing(bucket: string, found: string[], objects: ReadonlyMap<string, Buffer>): string {
  const page = found.slice(0, PAGE);
  const entries = page.map(
    (key) =>
      `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length}</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>`,
  );
  const more = found.length > PAGE;
  const token = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
  return xml("ListBucketResult", `<Name>${bucket}</Name><IsTruncated>${more}</IsTruncated>${token}${entries.join("")}`);
}

const xml = (root: string, content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`;

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
