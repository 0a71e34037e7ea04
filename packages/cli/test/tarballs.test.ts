import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { expect, test } from "vitest";
import { libraryTarball } from "../build/library-tarball";
import { publishedLibraries } from "../build/packages";
import { createProjectFolder } from "./project-folder";

const OURS = /(?:from|import)\s*\(?\s*"@millrace\/([a-z]+)/g;

async function filesOf(archive: Buffer): Promise<Map<string, string>> {
  const tar = extract();
  Readable.from([archive]).pipe(createGunzip()).pipe(tar);
  const files = new Map<string, string>();
  for await (const entry of tar) files.set(entry.header.name, await text(entry as unknown as Readable));
  return files;
}

test("the published libraries need no workspace packages except each other", async () => {
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

const MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));

/** Installs the tarballs as `npm install` does: their files, next to the dependencies they list. */
async function installLibraries(dir: string): Promise<void> {
  for (const library of await publishedLibraries()) {
    const home = join(dir, "node_modules/@millrace", library.name);
    for (const [path, content] of await filesOf(await libraryTarball(library, "1.2.3"))) {
      const file = join(home, path.slice("package/".length));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    for (const dependency of Object.keys(library.dependencies)) {
      const link = join(home, "node_modules", dependency);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(MODULES, dependency), link);
    }
  }
}

const TEST_KIT_TEST = `import assert from "node:assert/strict";
import test from "node:test";
import { asset } from "@millrace/sdk";
import { csv } from "@millrace/sdk/tables";
import { loadDefinitions, materialize } from "@millrace/testing";
import { z } from "zod";

test("materializes assets and tables", async () => {
  const rows = asset("rows", { io: csv(z.object({ n: z.int() })) }, () => [{ n: 1 }, { n: 2 }]);
  const total = asset("total", { deps: { rows } }, async ({ inputs }) => (await inputs.rows.toArray()).length);
  assert.equal((await materialize([total])).value("total"), 2);
});

test("loads a project in a fresh process", async () => {
  const { manifest, problems } = await loadDefinitions({ dir: import.meta.dirname });
  assert.deepEqual([manifest.assets.map((one) => one.key), problems], [["orders"], []]);
});
`;

test("the test kit works when installed from its tarball", async () => {
  const project = await createProjectFolder(
    {
      "package.json": '{ "type": "module" }',
      "src/orders.ts": `import { asset } from "@millrace/sdk";\nexport const orders = asset("orders", {}, () => [1]);`,
      "kit.test.mjs": TEST_KIT_TEST,
    },
    ["zod"],
  );
  try {
    await installLibraries(project.dir);
    const { stdout } = await promisify(execFile)(process.execPath, ["--test", "--test-reporter=tap", "kit.test.mjs"], {
      cwd: project.dir,
      // A test process started by another one reports to it in its own format.
      env: { PATH: process.env.PATH },
    });
    expect(stdout).toContain("# pass 2");
  } finally {
    await project.remove();
  }
});
