import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ file: string }> };

const TARBALL = /^[a-z][a-z0-9-]*\.tgz$/;

/** The CLI and the SDK as npm tarballs of this server's own version: `npx --yes <server>/packages/millrace.tgz`. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { file } = await params;
  if (!TARBALL.test(file)) return notFound();
  const path = join((await getServer()).env.PACKAGES_DIR, file);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return notFound();

  const etag = `"${found.size.toString(36)}-${Math.trunc(found.mtimeMs).toString(36)}"`;
  const headers = { etag, "cache-control": "public, max-age=60, must-revalidate" };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, {
    headers: { ...headers, "content-type": "application/gzip", "content-length": String(found.size) },
  });
}

const notFound = () => new Response("Package not found.\n", { status: 404 });
