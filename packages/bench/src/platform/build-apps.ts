import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Built programs that are measured. The sandbox's program is part of the worker's. */
const BUILT = [
  { folder: "apps/daemon", args: ["packages/local/bin/build-app.mjs"] },
  { folder: "apps/worker", args: ["packages/local/bin/build-app.mjs"] },
  { folder: "packages/runtime", args: ["node_modules/tsx/dist/cli.mjs", "build/main.ts"] },
  { folder: "packages/cli", args: ["node_modules/tsx/dist/cli.mjs", "build/main.ts"] },
];

/** Builds the apps for production. Rejects with the output of a failed build. */
export async function buildApps(root: string): Promise<void> {
  for (const { folder, args } of BUILT) {
    const [program = "", ...rest] = args;
    await execute(process.execPath, [join(root, program), ...rest], { cwd: join(root, folder) });
  }
}

/** Builds the dashboard's server unless it is already built, which takes minutes. */
export async function buildWeb(root: string): Promise<void> {
  const turbo = join(root, "node_modules/turbo/bin/turbo");
  const args = [turbo, "run", "build", "--filter=@millrace/web", "--output-logs=errors-only"];
  const env = { ...process.env, NODE_ENV: "production", TURBO_TELEMETRY_DISABLED: "1", NEXT_TELEMETRY_DISABLED: "1" };
  await execute(process.execPath, args, { cwd: root, env });
}
