import type { Readable } from "node:stream";
import { LIMITS } from "@millrace/core";
import { RuntimeToWorker } from "@millrace/protocol";

/** The program inside said something that is no message of the protocol. */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
}

/** A manifest is the largest message; JSON may escape a character to six. */
const LINE_BYTES_MAX = LIMITS.manifestBytesMax * 2;
const NEWLINE = 0x0a;

/** Reads newline-delimited messages. A consumer that is slow slows the sandbox: nothing is read ahead of it. */
export async function* readMessages(stream: Readable): AsyncGenerator<RuntimeToWorker> {
  for await (const line of readLines(stream, LINE_BYTES_MAX)) {
    yield parseMessage(line);
  }
}

async function* readLines(stream: Readable, bytesMax: number): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      parts.push(chunk.subarray(start, end));
      yield Buffer.concat(parts).toString("utf8");
      parts = [];
      bytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      parts.push(chunk.subarray(start));
      bytes += chunk.length - start;
    }
    if (bytes > bytesMax) throw new ChannelError(`A sandbox message exceeds ${bytesMax} bytes.`);
  }
}

function parseMessage(line: string): RuntimeToWorker {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new ChannelError("The sandbox wrote a line that isn't valid JSON to its message channel.", { cause });
  }
  const message = RuntimeToWorker.safeParse(value);
  if (message.success) return message.data;
  const issue = message.error.issues[0];
  throw new ChannelError(`The sandbox sent an invalid message: ${issue?.path.join(".")} ${issue?.message}`);
}
