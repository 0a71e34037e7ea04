import { createRequire, Module } from "node:module";
import { basename, dirname } from "node:path";
import { didYouMeanText } from "@millrace/core";
import { ProjectConfig } from "@millrace/protocol";
import type { z } from "zod";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";

type Compiled = { exports: { default?: unknown }; _compile(code: string, file: string): void; paths: string[] };

/** Reads millrace.config.ts, bundled in memory and evaluated, so that it needs no build step. */
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
      help: first?.text.startsWith("Could not resolve") ? "Install dependencies: npm install" : undefined,
      source: first?.location
        ? { file: configFile, line: first.location.line, column: first.location.column + 1 }
        : undefined,
    });
  });
  const module = new (Module as unknown as new (id: string) => Compiled)(configFile);
  module.paths = createRequire(configFile).resolve.paths("x") ?? [];
  module._compile(result.outputFiles[0]!.text, configFile);
  const exported = module.exports.default ?? ("location" in module.exports ? module.exports : undefined);
  const parsed = ProjectConfig.safeParse(exported, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = exported === undefined ? ["Missing default export."] : parsed.error.issues.flatMap(issueSentences);
  throw new CliError(EXIT.usage, "config_invalid", `${basename(configFile)}: ${issues.join(" ")}`, {
    source: { file: configFile },
    help: 'Example: export default defineConfig({ location: "sales" })',
  });
}

function issueSentences(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(ProjectConfig.shape);
    return issue.keys.map((key) => `Unknown setting "${key}".${didYouMeanText(key, known)}`);
  }
  const path = issue.path.join(".");
  if (issue.code === "invalid_type" && issue.input === undefined) return [`"${path}" is required.`];
  return [path ? `"${path}": ${issue.message}.` : `${issue.message}.`];
}
