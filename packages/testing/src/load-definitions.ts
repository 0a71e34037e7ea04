import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { type ManifestProblem, validateManifest } from "@millrace/core/manifest";
import { BUNDLE_FILES, type Manifest } from "@millrace/protocol";
import { bundleSourceMap } from "@millrace/runtime";

/** A code location as the platform loads it. */
export type LoadedDefinitions = {
  readonly manifest: Manifest;
  /** Errors and warnings a push would report. */
  readonly problems: readonly ManifestProblem[];
};

/** Loads a bundle in a fresh process, and writes its manifest (or its error) to file descriptor 3. */
const LOADER = `
const { writeSync } = require("node:fs");
const reply = (message) => writeSync(3, JSON.stringify(message));
try {
  const { modules, sdk } = require(process.argv[1]);
  const loaded = Object.fromEntries(Object.entries(modules).map(([file, load]) => [file, load()]));
  reply({ manifest: sdk.toManifest(sdk.collectDefinitions(loaded)) });
} catch (error) {
  reply({ error: { message: String(error?.message ?? error), stack: error?.stack ?? "" } });
}
process.exit(0);
`;

/**
 * Loads the definitions of a project in a fresh process and validates them as a push would.
 * @example
 * const { manifest, problems } = await loadDefinitions({ dir: "." });
 * expect(problems).toEqual([]);
 */
export async function loadDefinitions(options: {
  dir: string;
  entry?: readonly string[];
  external?: readonly string[];
}): Promise<LoadedDefinitions> {
  const projectDir = resolve(options.dir);
  const config = { entry: [...(options.entry ?? ["src/**/*.ts"])], external: [...(options.external ?? [])] };
  const { bundleModules } = await import("@millrace/bundle/modules");
  const { code, sourceMap } = await bundleModules({ projectDir, config, externals: "installed" });
  const bundleDir = await mkdtemp(join(tmpdir(), "millrace-definitions-"));
  try {
    await writeFile(join(bundleDir, BUNDLE_FILES.entry), code);
    await writeFile(join(bundleDir, BUNDLE_FILES.sourceMap), sourceMap);
    const reply = await loadInFreshProcess(join(bundleDir, BUNDLE_FILES.entry), projectDir);
    if ("error" in reply) throw await loadError(reply.error, bundleDir);
    return { manifest: reply.manifest, problems: validateManifest(reply.manifest) };
  } finally {
    await rm(bundleDir, { recursive: true, force: true });
  }
}

type Reply = { manifest: Manifest } | { error: { message: string; stack: string } };

function loadInFreshProcess(entry: string, cwd: string): Promise<Reply> {
  const child = spawn(process.execPath, ["-e", LOADER, entry], { cwd, stdio: ["ignore", "ignore", "pipe", "pipe"] });
  let reply = "";
  let stderr = "";
  (child.stdio[3] as Readable).setEncoding("utf8").on("data", (chunk: string) => (reply += chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) =>
      reply === ""
        ? fail(new Error(`Loading the definitions exited with code ${code}: ${stderr}`))
        : done(JSON.parse(reply) as Reply),
    );
  });
}

async function loadError({ message, stack }: { message: string; stack: string }, bundleDir: string): Promise<Error> {
  const mapped = (await bundleSourceMap(bundleDir)).stack(stack);
  const frame = mapped.frame ? `\n${mapped.frame.file}:${mapped.frame.line}\n${mapped.frame.text}` : "";
  const error = new Error(`${message}${frame}`);
  error.stack = mapped.stack;
  return error;
}
