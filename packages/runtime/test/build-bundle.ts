import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const fixtures = fileURLToPath(new URL("./fixtures", import.meta.url));

/** Bundles fixture modules as a code location, as a push does. */
export async function buildBundle(outDir: string, files: readonly string[]): Promise<string> {
  mkdirSync(outDir, { recursive: true });
  const modules = files.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)})`);
  const { outputFiles } = await build({
    stdin: {
      contents: `export * as sdk from "@millrace/sdk/bundle";\nexport const modules = { ${modules.join(", ")} };`,
      resolveDir: fixtures,
      sourcefile: "entry.ts",
      loader: "ts",
    },
    absWorkingDir: fixtures,
    outfile: join(fixtures, "main.cjs"),
    write: false,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    sourcemap: true,
    sourcesContent: true,
    logLevel: "silent",
  });
  for (const file of outputFiles) writeFileSync(join(outDir, basename(file.path)), file.contents);
  return outDir;
}
