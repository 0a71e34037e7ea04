import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadDefinitions } from "../src";
import { type Document, documentsWithCode, ROOT } from "./documents";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
const vitest = join(dirname(require.resolve("vitest/package.json")), "vitest.mjs");

const documents = documentsWithCode();
const home = mkdtempSync(join(tmpdir(), "millrace-guides-"));
const folder = ({ path }: Document): string => path.replaceAll("/", "-").replace(/\.md$/, "");
const filesOf = (documents: readonly Document[], ending: string): string[] =>
  documents.flatMap((document) =>
    document.blocks.filter(({ file }) => file.endsWith(ending)).map(({ file }) => join(folder(document), file)),
  );

beforeAll(() => {
  symlinkSync(join(ROOT, "node_modules"), join(home, "node_modules"));
  writeFileSync(join(home, "package.json"), '{ "type": "module" }');
  for (const document of documents) {
    const project = join(home, folder(document));
    mkdirSync(join(project, "src"), { recursive: true });
    for (const { file, code } of document.blocks) {
      if (!file) continue;
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), code);
    }
    symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"));
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  }
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

it("every TypeScript block names its file", () => {
  const unnamed = documents.flatMap(({ path, blocks }) =>
    blocks.filter(({ file }) => !/^[\w./-]+\.ts$/.test(file)).map(({ code }) => `${path}: ${code.split("\n")[0]}`),
  );
  expect(unnamed).toEqual([]);
});

it("the code compiles", async () => {
  const options =
    "--noEmit --strict --skipLibCheck --module ESNext --moduleResolution Bundler --target ES2023 --types node";
  await run(process.execPath, [tsc, ...options.split(" "), ...filesOf(documents, ".ts")], { cwd: home }).catch(
    failWithOutput,
  );
});

it.each(
  documents
    .filter(({ blocks }) => blocks.some(({ file }) => file.startsWith("src/")))
    .map((one) => [one.path, one] as const),
)("%s is a code location that a push accepts", async (_, document) => {
  const { manifest, problems } = await loadDefinitions({ dir: join(home, folder(document)) });
  expect(problems).toEqual([]);
  expect(manifest.assets.length + manifest.jobs.length).toBeGreaterThan(0);
});

it("documented tests pass under node:test", async () => {
  const files = filesOf(documents, ".test.ts").filter((file) => !file.endsWith(".vitest.test.ts"));
  expect(files.length).toBeGreaterThan(10);
  const all = join(home, "all.ts");
  writeFileSync(all, files.map((file) => `import "./${file}";\n`).join(""));
  const { stdout } = await run(process.execPath, ["--import", "tsx", all], { cwd: home }).catch(failWithOutput);
  expect(stdout).toMatch(/^(?:#|ℹ) fail 0$/m);
  expect(Number(/^(?:#|ℹ) pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(files.length);
});

it("documented tests pass under Vitest", async () => {
  const files = filesOf(documents, ".vitest.test.ts");
  expect(files.length).toBeGreaterThan(0);
  await run(process.execPath, [vitest, "run", "--root", home, "--testTimeout", "60000", ...files], { cwd: home }).catch(
    failWithOutput,
  );
});

/** Throws an error with the output of the command. */
function failWithOutput(error: { message: string; stdout?: string; stderr?: string }): never {
  throw new Error(`${error.message}\n${error.stdout ?? ""}${error.stderr ?? ""}`);
}
