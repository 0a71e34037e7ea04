import { fileURLToPath } from "node:url";
import type { RuntimeToWorker, WireError } from "@millrace/protocol";
import type { Launcher, Sandbox, SandboxExit, SandboxLimits } from "../launcher";
import { DEFAULT_SANDBOX_LIMITS } from "../limits";

export const FIXTURE_RUNTIME = fileURLToPath(new URL("./fixture/runtime.cjs", import.meta.url));

let number = 0;

/** Starts a sandbox of its own with the fixture runtime. */
export async function launchFixture(launcher: Launcher, limits: Partial<SandboxLimits> = {}): Promise<Sandbox> {
  number += 1;
  const slot = await launcher.openSlot(`${process.pid}-${Date.now().toString(36)}${number}`);
  return launcher.launch({ slot, runtimeFile: FIXTURE_RUNTIME, limits: { ...DEFAULT_SANDBOX_LIMITS, ...limits } });
}

export type CodeResult = {
  readonly value: unknown;
  readonly error: WireError | undefined;
  readonly messages: readonly RuntimeToWorker[];
  readonly exit: SandboxExit;
  readonly stderr: string;
};

/** Hands the code to a started sandbox and waits until nothing of the sandbox is left. */
export async function finishCode(sandbox: Sandbox, code: string): Promise<CodeResult> {
  claimCode(sandbox, code);
  sandbox.stdout.resume();
  const [messages, stderr, exit] = await Promise.all([
    collect(sandbox.messages),
    sandbox.stderr.toArray(),
    sandbox.exited,
  ]);
  await sandbox.removed;
  const output = messages.find((message) => message.type === "output");
  const done = messages.find((message) => message.type === "runDone");
  return {
    value: output === undefined ? undefined : JSON.parse(output.text),
    error: done?.error,
    messages,
    exit,
    stderr: Buffer.concat(stderr).toString(),
  };
}

export const runCode = async (
  launcher: Launcher,
  code: string,
  limits: Partial<SandboxLimits> = {},
): Promise<CodeResult> => finishCode(await launchFixture(launcher, limits), code);

export function claimCode(sandbox: Sandbox, code: string): void {
  sandbox.send({
    type: "claim",
    protocol: 1,
    bundleDir: sandbox.paths.bundleDir,
    brokerSocket: sandbox.paths.brokerSocket,
    network: "broker",
    variables: { CODE: code },
    assignment: { kind: "load" },
  });
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
