import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { resolveUrl } from "../api/credentials";
import type { CommandContext, Project } from "../command-context";
import { toCliError } from "../errors/report-error";
import { findProject } from "../project/find-project";
import { type DoctorResult, fail, ok, warning } from "./result";

/** Checks that don't need a server: Node, the project, its packages, and whether its code can run here. */
export async function checkEnvironment(context: CommandContext, url: string | undefined): Promise<DoctorResult[]> {
  const project = await context.findProject().catch((error: unknown) => toCliError(error));
  const here = [ok("node", `${process.versions.node} on ${process.platform} ${process.arch}`)];
  if (project === undefined) {
    return [
      ...here,
      warning(
        "project",
        "no millrace.config.ts in this or any parent directory",
        "cd into a code location, or create one with: millrace init",
      ),
    ];
  }
  const found = project instanceof Error ? findProject(context.cwd) : project;
  const packages = PACKAGES.flatMap((name) => checkPackage(name, found, context.version, url));
  if (project instanceof Error) return [...here, ...packages, fail("project", project.message, project.help)];
  const name = `the code location "${project.config.location}" in ${project.projectDir}`;
  return [...here, ...packages, ok("project", name), await checkLocalRuns(project)];
}

const PACKAGES = ["@millrace/sdk", "@millrace/testing", "zod"] as const;
/** Packages without which no project loads. */
const NEEDED = new Set<string>(["@millrace/sdk", "zod"]);

function checkPackage(
  name: (typeof PACKAGES)[number],
  { projectDir, configFile }: Pick<Project, "projectDir" | "configFile">,
  version: string,
  url: string | undefined,
): DoctorResult[] {
  const found = installedVersion(name, configFile);
  if (found === undefined) {
    if (!NEEDED.has(name)) return [];
    return [fail(name, `is not installed in ${projectDir}`, installHelp(name, url))];
  }
  if (name.startsWith("@millrace/") && found !== version) {
    return [warning(name, `${found} is installed, but this CLI is ${version}`, installHelp(name, url))];
  }
  return [ok(name, found)];
}

function installHelp(name: string, url: string | undefined): string {
  if (!name.startsWith("@millrace/")) return `npm install ${name}`;
  const server = safely(() => resolveUrl(url)) ?? "<server>";
  return `npm install ${server}/packages/millrace-${name.slice("@millrace/".length)}.tgz`;
}

/**
 * Returns the installed version of a package as Node resolves it from the project. Packages might not export their
 * package.json.
 */
function installedVersion(name: string, from: string): string | undefined {
  const folders = createRequire(from).resolve.paths(name) ?? [];
  const file = folders.map((folder) => join(folder, name, "package.json")).find((path) => existsSync(path));
  return file && (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Checks bundling, which needs a binary for this machine. The run itself is in this process. */
async function checkLocalRuns({ configFile }: Project): Promise<DoctorResult> {
  try {
    const { transform, version } = await import("esbuild");
    await transform("export const works: boolean = true", { loader: "ts" });
    return ok("local runs", `esbuild ${version} works. --local runs code in this process, without a sandbox.`);
  } catch (error) {
    const help = `Reinstall dependencies for this platform: rm -rf node_modules && npm install, in ${dirname(configFile)}`;
    return fail("local runs", `esbuild failed to run: ${(error as Error).message}`, help);
  }
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
