import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Runtime dependencies of the published CLI: packages with native parts or many files. */
export const CLI_DEPENDENCIES = ["esbuild", "@vercel/nft"] as const;

/** The link this repository runs. Its path doesn't depend on how the CLI is split into chunks. */
const CLI_LINK = fileURLToPath(new URL("../dist/millrace.mjs", import.meta.url));

/** Output folder of the CLI build: `millrace.mjs`, and chunks that commands load when they run. */
export const CLI_DIR = fileURLToPath(new URL("../dist/cli", import.meta.url));

const BANNER =
  'import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);';

/**
 * Bundles the CLI. Only the command tree is in the first file, because parsing the rest would double the time of
 * `--help`.
 */
export async function bundleCli(version: string, dir: string = CLI_DIR): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  await build({
    entryPoints: { millrace: fileURLToPath(new URL("../src/main.ts", import.meta.url)) },
    outdir: dir,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    external: [...CLI_DEPENDENCIES],
    define: { MILLRACE_CLI_VERSION: JSON.stringify(version) },
    banner: { js: BANNER },
  });
  const entry = join(dir, "millrace.mjs");
  await writeFile(entry, `#!/usr/bin/env node\n${await readFile(entry, "utf8")}`, { mode: 0o755 });
}

/** Links `dist/millrace.mjs` to the built CLI. */
export const linkCli = (): Promise<void> =>
  writeFile(CLI_LINK, '#!/usr/bin/env node\nimport "./cli/millrace.mjs";\n', { mode: 0o755 });
