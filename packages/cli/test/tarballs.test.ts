import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { expect, test } from "vitest";
import { libraryTarball } from "../build/library-tarball";
import { publishedLibraries } from "../build/packages";

const OURS = /(?:from|import)\s*\(?\s*"@millrace\/([a-z]+)/g;

async function filesOf(archive: Buffer): Promise<Map<string, string>> {
  const tar = extract();
  Readable.from([archive]).pipe(createGunzip()).pipe(tar);
  const files = new Map<string, string>();
  for await (const entry of tar) files.set(entry.header.name, await text(entry as unknown as Readable));
  return files;
}

test("the libraries that authors install need nothing of ours but each other", async () => {
  for (const library of await publishedLibraries()) {
    const files = await filesOf(await libraryTarball(library, "1.2.3"));
    const manifest = JSON.parse(files.get("package/package.json") ?? "{}");
    expect(manifest).toMatchObject({ name: `@millrace/${library.name}`, version: "1.2.3" });
    for (const { types, default: code } of Object.values(manifest.exports) as { types: string; default: string }[]) {
      expect(files.has(`package/${types.slice(2)}`), types).toBe(true);
      expect(files.has(`package/${code.slice(2)}`), code).toBe(true);
    }
    const used = [...files.values()].flatMap((content) => [...content.matchAll(OURS)].map((match) => match[1]));
    expect([...new Set(used)].filter((name) => !library.peers.includes(name!))).toEqual([]);
  }
});
