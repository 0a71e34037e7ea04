import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** What is measured as a built program; the sandbox's program is part of the worker's. */
const BUILT = [
  { folder: "apps/daemon", args: ["packages/local/bin/build-app.mjs"] },
  { folder: "apps/worker", args: ["packages/local/bin/build-app.mjs"] },
  { folder: "packages/runtime", args: ["node_modules/tsx/dist/cli.mjs", "build/main.ts"] },
  { folder: "packages/cli", args: ["node_modules/tsx/dist/cli.mjs", "build/main.ts"] },
];

/** Builds the apps as for production; rejects with what the build printed. */
export async function buildApps(root: string): Promise<void> {
  for (const { folder, args } of BUILT) {
    const [program = "", ...rest] = args;
    await execute(process.execPath, [join(root, program), ...rest], { cwd: join(root, folder) });
  }
}
