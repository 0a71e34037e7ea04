import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Runs Node with a clean environment until it exits. Rejects with its output if it fails. */
export async function runNode(args: readonly string[]): Promise<void> {
  try {
    await execute(process.execPath, args, { env: { PATH: process.env.PATH ?? "" } });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`node ${args.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
