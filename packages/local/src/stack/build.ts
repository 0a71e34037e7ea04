import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { LocalError } from "@millrace/embedded";

/** Packages that the sandbox and the onboarding need even if the apps run from source. */
const BUILT_IN_DEVELOPMENT = ["@millrace/runtime", "millrace"];

type Options = { readonly watch: boolean; readonly say: (line: string) => void; readonly signal?: AbortSignal };

/**
 * Builds what has changed since the last build (Turborepo caches the rest).
 *
 * @param options.signal aborted by Ctrl-C, which Turborepo receives too and then reports as a complete build
 * @throws {LocalError} if a build fails, with its output above, or is interrupted
 */
export async function build(root: string, options: Options): Promise<void> {
  const isFirst = !options.watch && !existsSync(join(root, "apps/web/.next/BUILD_ID"));
  options.say(isFirst ? "building (this takes a few minutes the first time)…" : "building changes…");
  const filters = options.watch ? BUILT_IN_DEVELOPMENT.map((name) => `--filter=${name}`) : [];
  const turbo = join(root, "node_modules/turbo/bin/turbo");
  const child = spawn(
    process.execPath,
    [turbo, "run", "build", "--output-logs=errors-only", "--log-prefix=none", ...filters],
    {
      cwd: root,
      stdio: ["ignore", "pipe", 2],
      env: {
        ...process.env,
        TURBO_TELEMETRY_DISABLED: "1",
        NEXT_TELEMETRY_DISABLED: "1",
        DO_NOT_TRACK: "1",
        NODE_ENV: "production",
      },
    },
  );
  // A terminal sends Ctrl-C to Turborepo too; a service manager stops only this process.
  const stop = () => void child.kill("SIGINT");
  options.signal?.addEventListener("abort", stop, { once: true });
  const [output, [code]] = await Promise.all([text(child.stdout!), once(child, "exit")]);
  options.signal?.removeEventListener("abort", stop);
  if (options.signal?.aborted) throw new LocalError("Stopped before everything was built.");
  if (code === 0) return;
  process.stderr.write(output);
  throw new LocalError("The build failed. See the output above.");
}
