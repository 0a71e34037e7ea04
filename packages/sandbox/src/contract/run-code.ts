import { chmodSync, copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PROTOCOL_VERSION, RuntimeToWorker, type WireError } from "@millrace/protocol";
import type { Sandbox, SandboxBackend, SandboxExit, SandboxLimits } from "../backend";
import { DEFAULT_SANDBOX_LIMITS } from "../limits";

/** A copy of the fixture runtime that the sandbox's user can read, even if the checkout is in a private folder. */
export const FIXTURE_RUNTIME = readableCopy(fileURLToPath(new URL("./fixture/runtime.cjs", import.meta.url)));

function readableCopy(file: string): string {
  const dir = mkdtempSync(join(tmpdir(), "mr-"));
  chmodSync(dir, 0o755);
  const copy = join(dir, "runtime.cjs");
  copyFileSync(file, copy);
  chmodSync(copy, 0o644);
  return copy;
}

/** Starts a separate sandbox with the fixture runtime. */
export const startFixture = (backend: SandboxBackend, limits: Partial<SandboxLimits> = {}): Promise<Sandbox> =>
  backend.start({ ...DEFAULT_SANDBOX_LIMITS, ...limits });

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
    collect(messagesOf(sandbox)),
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
  backend: SandboxBackend,
  code: string,
  limits: Partial<SandboxLimits> = {},
): Promise<CodeResult> => finishCode(await startFixture(backend, limits), code);

export function claimCode({ channel, inside }: Sandbox, code: string): void {
  const claim = {
    type: "claim",
    protocol: PROTOCOL_VERSION,
    ...inside,
    variables: { CODE: code },
    assignment: { kind: "load" },
  };
  channel.writable.write(`${JSON.stringify(claim)}\n`);
}

export async function* messagesOf({ channel }: Sandbox): AsyncGenerator<RuntimeToWorker> {
  for await (const line of createInterface({ input: channel.readable })) yield RuntimeToWorker.parse(JSON.parse(line));
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
