import { createRequire, Module } from "node:module";
import { basename, dirname } from "node:path";
import { ProjectConfig } from "@millrace/protocol";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";

type Compiled = { exports: { default?: unknown }; _compile(code: string, file: string): void; paths: string[] };

/** Reads millrace.config.ts: bundled in memory and evaluated, so that it needs no build step. */
export async function loadConfig(configFile: string): Promise<ProjectConfig> {
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: [configFile],
    absWorkingDir: dirname(configFile),
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node20",
    logLevel: "silent",
  }).catch((error: Error & { errors?: { text: string; location?: { line: number; column: number } | null }[] }) => {
    const first = error.errors?.[0];
    throw new CliError(EXIT.usage, "config_invalid", `${basename(configFile)}: ${first?.text ?? error.message}`, {
      cause: error,
      help: first?.text.startsWith("Could not resolve") ? "install the project's packages: npm install" : undefined,
      place: first?.location
        ? { file: configFile, line: first.location.line, column: first.location.column + 1 }
        : undefined,
    });
  });
  const module = new (Module as unknown as new (id: string) => Compiled)(configFile);
  module.paths = createRequire(configFile).resolve.paths("x") ?? [];
  module._compile(result.outputFiles[0]!.text, configFile);
  const parsed = ProjectConfig.safeParse(module.exports.default ?? module.exports);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || "the export"}: ${issue.message}`);
  throw new CliError(EXIT.usage, "config_invalid", `${basename(configFile)}: ${issues.join("; ")}`, {
    place: { file: configFile },
    help: 'it looks like: export default { location: "sales" }',
  });
}
