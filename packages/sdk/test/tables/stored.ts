import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IoManager, MetadataMap, Payload, ValueSource } from "@millrace/sdk";
import { afterAll } from "vitest";

const dir = mkdtempSync(join(tmpdir(), "millrace-tables-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let files = 0;

/** Returns the path of a new file for this test. */
export const newPath = (extension: string): string => join(dir, `${++files}.${extension}`);

/** Stores a value with an IO manager and returns the file and the recorded metadata. */
export async function stored<Read, Written>(
  io: IoManager<Read, Written>,
  value: Written,
): Promise<{ path: string; metadata: MetadataMap; read(): Promise<Read> }> {
  const metadata: Record<string, MetadataMap[string]> = {};
  const payload: Payload = await io.write(value as never, { metadata: (values) => Object.assign(metadata, values) });
  const path = typeof payload === "object" && "path" in payload ? payload.path : newPath(io.name);
  if (typeof payload === "string" || payload instanceof Uint8Array || !("path" in payload))
    await writeFile(path, payload);
  return { path, metadata, read: async () => io.read(await source(path)) };
}

/** Returns a file as the source an IO manager reads. */
export async function source(path: string): Promise<ValueSource> {
  return {
    stream: async () => createReadStream(path),
    bytes: () => readFile(path),
    text: () => readFile(path, "utf8"),
    file: async () => path,
    name: undefined,
    size: (await stat(path)).size,
  };
}
