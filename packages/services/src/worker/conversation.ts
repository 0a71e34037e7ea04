import {
  type Assignment,
  PROTOCOL_VERSION,
  type RuntimeToWorker,
  type StoredState,
  type WorkerToRuntime,
} from "@millrace/protocol";
import { ChannelError } from "./channel-error";
import type { RunSandbox, SandboxEnd, SandboxSession } from "./ports";
import { rawOutput } from "./raw-output";
import { readMessages } from "./read-messages";

/** A sandbox that closed its channel ends within this time, or is ended. */
const END_WITHIN_MS = 1_000;
/** A sandbox that was killed is reported as ended after this time at the latest. */
const KILLED_WITHIN_MS = 15_000;
/** Bytes that may wait for a sandbox that doesn't read them. The largest claim carries 16 MiB of state, and its plan. */
const UNREAD_BYTES_MAX = 64 * 1024 ** 2;

type MessageType = RuntimeToWorker["type"];
type Message<T extends MessageType> = Extract<RuntimeToWorker, { type: T }>;

/** What a conversation is about and who listens. */
export type ConversationRequest<T extends MessageType> = {
  readonly assignment: Assignment;
  readonly variables: Readonly<Record<string, string>>;
  readonly session: SandboxSession;
  /** The messages that end it. */
  readonly last: readonly T[];
  /** Receives every other message. Nothing more is read until it settles; a rejection ends the conversation. */
  take?(message: RuntimeToWorker): Promise<void>;
  /** Receives text that arrives outside of messages: from native code, child processes, and crashes. */
  output(stream: "stdout" | "stderr", text: string): Promise<void>;
};

/** How a conversation ended: with its last message, or with the sandbox's end and the error that caused it, if any. */
export type ConversationEnd<T extends MessageType> =
  | { readonly last: Message<T> }
  | { readonly last?: undefined; readonly exit: SandboxEnd; readonly error?: Error };

export type Conversation = {
  grantPool(step: string, pool: string, state: StoredState | undefined): void;
  /** Asks the sandbox to end. */
  cancel(reason: string): void;
  /** Sends the assignment and reads messages until the last one. Never rejects for what the sandbox does or says. */
  hold<T extends MessageType>(request: ConversationRequest<T>): Promise<ConversationEnd<T>>;
};

/** The worker's side of the protocol, for every kind of assignment: one sandbox, one assignment, one conversation. */
export function conversationWith(sandbox: RunSandbox): Conversation {
  let sendError: ChannelError | undefined;

  const send = (message: WorkerToRuntime): void => {
    sandbox.channel.writable.write(`${JSON.stringify(message)}\n`);
    if (sandbox.channel.writable.writableLength <= UNREAD_BYTES_MAX) return;
    sendError ??= new ChannelError("The sandbox doesn't read the messages that it asked for.");
    sandbox.kill(sendError.code);
  };

  return {
    grantPool: (step, pool, state) => send({ type: "poolGranted", step, pool, ...(state ? { state } : {}) }),
    cancel: (reason) => send({ type: "cancel", reason }),

    async hold({ assignment, variables, session, last, take = async () => undefined, output }) {
      sandbox.serve(session);
      const raw = rawOutput(sandbox, output);
      send({ type: "claim", protocol: PROTOCOL_VERSION, ...sandbox.inside, variables: { ...variables }, assignment });
      const read = await readUntil(readMessages(sandbox.channel.readable, assignment.kind), last, take);
      if (read.last !== undefined) {
        await raw.drained();
        return { last: read.last };
      }
      if (read.error !== undefined) sandbox.kill("CHANNEL_BROKEN");
      const exit = await endOf(sandbox);
      await raw.drained();
      const error = sendError ?? read.error;
      return error === undefined ? { exit } : { exit, error };
    },
  };
}

async function readUntil<T extends MessageType>(
  messages: AsyncIterable<RuntimeToWorker>,
  last: readonly T[],
  take: (message: RuntimeToWorker) => Promise<void>,
): Promise<{ readonly last?: Message<T>; readonly error?: Error }> {
  const isLast = (message: RuntimeToWorker): message is Message<T> =>
    (last as readonly string[]).includes(message.type);
  try {
    for await (const message of messages) {
      if (isLast(message)) return { last: message };
      await take(message);
    }
    return {};
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** A sandbox that closed its channel is ending, and how is worth knowing; if it doesn't end, it is ended. */
export async function endOf(sandbox: RunSandbox): Promise<SandboxEnd> {
  const timers: NodeJS.Timeout[] = [];
  const after = (ms: number) => new Promise<void>((resolve) => timers.push(setTimeout(resolve, ms)));
  const exited = sandbox.exited.catch((): SandboxEnd => UNKNOWN_END);
  try {
    const end = await Promise.race([exited, after(END_WITHIN_MS)]);
    if (end !== undefined) return end;
    sandbox.kill("CHANNEL_CLOSED");
    return (await Promise.race([exited, after(KILLED_WITHIN_MS)])) ?? UNKNOWN_END;
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

const UNKNOWN_END: SandboxEnd = { code: null, signal: null, outOfMemory: false, killedFor: null };
