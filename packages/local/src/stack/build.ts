import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { LocalError } from "@millrace/embedded";

/** What the sandbox and the onboarding need even when the apps run from source. */
const BUILT_IN_DEVELOPMENT = ["@millrace/runtime", "millrace"];

/**
 * Builds what has changed since the last build (Turborepo keeps the rest).
 *
 * @throws {LocalError} when a build fails; its output stands above
 */
export function build(root: string, options: { watch: boolean; say: (line: string) => void }): void {
  options.say("building what changed …");
  const filters = options.watch ? BUILT_IN_DEVELOPMENT.map((name) => `--filter=${name}`) : [];
  const result = spawnSync(
    process.execPath,
    [
      join(root, "node_modules/turbo/bin/turbo"),
      "run",
      "build",
      "--output-logs=errors-only",
      "--log-prefix=none",
      ...filters,
    ],
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
      encoding: "utf8",
    },
  );
  if (result.status === 0) return;
  process.stderr.write(result.stdout);
  throw new LocalError("The build failed; its output stands above.");
}
