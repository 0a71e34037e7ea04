import { LIMITS } from "@millrace/core";
import { type Assignment, RuntimeEvent, RuntimeToWorker, WIRE_LIMITS } from "@millrace/protocol";
import { ChannelError } from "./channel-error";
import { jsonDepth } from "./json-depth";
import { slices } from "./slices";

type MessageType = RuntimeToWorker["type"];

/** What a sandbox may say during one kind of assignment, and how long its longest line may be. */
const EXPECTED: Record<Assignment["kind"], { readonly types: ReadonlySet<string>; readonly bytesMax: number }> = {
  load: {
    types: new Set<MessageType>(["ready", "output", "loaded", "loadFailed"]),
    // JSON may escape one character as six.
    bytesMax: LIMITS.manifestBytesMax * 2,
  },
  run: {
    types: new Set<MessageType>([
      "ready",
      "events",
      "output",
      "poolWanted",
      "poolReleased",
      "processWanted",
      "runDone",
    ]),
    bytesMax: LIMITS.stepResultBytesMax,
  },
  tick: {
    types: new Set<MessageType>(["ready", "events", "output", "tickDone", "tickFailed"]),
    bytesMax: LIMITS.manifestBytesMax,
  },
};

const NEWLINE = 0x0a;
/** JSON in a field nests up to `jsonDepthMax` levels, and lies a few levels deep in its message. */
const DEPTH_MAX = 2 * WIRE_LIMITS.jsonDepthMax;

/**
 * Reads newline-delimited messages. A slow consumer slows the sandbox: nothing is read ahead of it.
 * @throws {ChannelError} on a line that isn't a message that `kind` allows
 */
export async function* readMessages(
  bytes: AsyncIterable<Uint8Array>,
  kind: Assignment["kind"],
): AsyncGenerator<RuntimeToWorker> {
  for await (const line of readLines(bytes, EXPECTED[kind].bytesMax)) yield await parseMessage(line, kind);
}

async function* readLines(stream: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  const add = (part: Uint8Array) => {
    bytes += part.length;
    if (bytes > bytesMax) throw new ChannelError(`A sandbox message exceeds ${bytesMax} bytes.`);
    parts.push(part);
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end));
      yield Buffer.concat(parts);
      parts = [];
      bytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
}

async function parseMessage(line: Buffer, kind: Assignment["kind"]): Promise<RuntimeToWorker> {
  if (jsonDepth(line) > DEPTH_MAX) {
    throw new ChannelError(`A sandbox message is nested deeper than ${DEPTH_MAX} levels.`);
  }
  const value = parseJson(line);
  const type = typeOf(value);
  if (!EXPECTED[kind].types.has(type)) {
    throw new ChannelError(
      `The sandbox sent ${JSON.stringify(type.slice(0, 100))}, which isn't a message of a ${kind}.`,
    );
  }
  const message = type === "events" ? await parseEvents(value) : parsed(RuntimeToWorker.safeParse(value));
  if (line.length > LIMITS.messageBytesMax && !isLarge(message)) {
    throw new ChannelError(
      `A sandbox message (${type}) has ${line.length} bytes, over the limit of ${LIMITS.messageBytesMax} (messageBytesMax).`,
    );
  }
  return message;
}

/** The messages that carry what an author returned. */
const isLarge = (message: RuntimeToWorker): boolean =>
  message.type === "loaded" ||
  message.type === "tickDone" ||
  (message.type === "events" && message.events.length === 1 && message.events[0]?.type === "stepSucceeded");

function parseJson(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch (cause) {
    throw new ChannelError("The sandbox wrote a line that isn't valid JSON to its message channel.", undefined, {
      cause,
    });
  }
}

const typeOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" ? value.type : "";

/** Validates events one by one: a message can hold ten thousands, and other runs need the event loop too. */
async function parseEvents(value: unknown): Promise<RuntimeToWorker> {
  const list = (value as { events?: unknown }).events;
  if (!Array.isArray(list)) throw new ChannelError("The sandbox sent an invalid message: events isn't a list.");
  const events: RuntimeEvent[] = [];
  const pause = slices();
  for (const event of list) {
    events.push(parsed(RuntimeEvent.safeParse(event)));
    await pause();
  }
  return { type: "events", events };
}

type Parsed<T> =
  | { readonly success: true; readonly data: T }
  | {
      readonly success: false;
      readonly error: { readonly issues: readonly { path: PropertyKey[]; message: string }[] };
    };

function parsed<T>(result: Parsed<T>): T {
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = issue?.path.map(String).join(".").slice(0, 200);
  throw new ChannelError(`The sandbox sent an invalid message: ${at} ${issue?.message.slice(0, 500)}`);
}
