import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { BrokerReply, BrokerRequest, ValueRef } from "@millrace/protocol";
import { StepError } from "../errors/step-error";
import type { PartitionPort, ValuePort } from "../run/ports";
import { wholeValue } from "./whole-value";

type Accepted = Extract<BrokerReply, { ok: true }>;
/** A request that the broker accepted: its reply, and the connection with the bytes that follow. */
export type BrokerAnswer = { readonly reply: Accepted; readonly socket: Socket };

const VALUE_NOT_FOUND = "value_not_found";

/** Error for a request that the broker rejected, with the broker's code. */
export class BrokerError extends StepError {}

/** Opens a connection, sends the request line, and reads the reply line. Bytes after it stay in the socket. */
export async function ask(socketPath: string, request: BrokerRequest): Promise<BrokerAnswer> {
  const socket = open(socketPath);
  socket.write(`${JSON.stringify(request)}\n`);
  return answer(socket);
}

// Node's own `connect`, saved here because `route-network` replaces it.
const nativeConnect = connect;
function open(socketPath: string): Socket {
  return nativeConnect({ path: socketPath });
}

async function answer(socket: Socket): Promise<BrokerAnswer> {
  const reply = JSON.parse(await readLine(socket)) as BrokerReply;
  if (reply.ok) return { reply, socket };
  socket.destroy();
  throw new BrokerError(reply.code, reply.message);
}

/** Reads up to the first newline and leaves the rest in the stream. */
function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const stop = (): void => {
      socket.off("readable", onReadable).off("error", onError).off("end", onEnd);
    };
    const onReadable = (): void => {
      for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null) {
        const end = chunk.indexOf(10);
        chunks.push(end < 0 ? chunk : chunk.subarray(0, end));
        if (end < 0) continue;
        stop();
        if (end + 1 < chunk.length) socket.unshift(chunk.subarray(end + 1));
        resolve(Buffer.concat(chunks).toString("utf8"));
        return;
      }
    };
    const onError = (error: Error): void => {
      stop();
      reject(error);
    };
    const onEnd = (): void =>
      onError(new StepError("BROKER_CLOSED", "the broker closed the connection without an answer"));
    socket.on("readable", onReadable).on("error", onError).on("end", onEnd);
  });
}

/** Values through the broker's socket, with one connection each, so that back-pressure is the socket's. */
export function brokerValues(socketPath: string): ValuePort {
  const required = (value: ValueRef | undefined): ValueRef => {
    if (!value) throw new StepError("BROKER_PROTOCOL", "the broker's answer has no value");
    return value;
  };
  return {
    async put(target, bytes) {
      const socket = open(socketPath);
      socket.write(`${JSON.stringify({ op: "put", ...target } satisfies BrokerRequest)}\n`);
      const answered = answer(socket);
      await Promise.race([pipeline(Readable.from(bytes, { objectMode: false }), socket, { end: true }), answered]);
      const { reply } = await answered;
      socket.destroy();
      return required(reply.value);
    },
    async open(value) {
      const { socket } = await ask(socketPath, { op: "get", value });
      return wholeValue(socket, value);
    },
    async findAsset(asset, partition) {
      try {
        const { reply, socket } = await ask(socketPath, {
          op: "findAsset",
          asset,
          ...(partition === undefined ? {} : { partition }),
        });
        socket.destroy();
        return required(reply.value);
      } catch (error) {
        if (error instanceof BrokerError && error.code === VALUE_NOT_FOUND) return undefined;
        throw error;
      }
    },
    async listAsset(asset, last) {
      const { reply, socket } = await ask(socketPath, {
        op: "listAsset",
        asset,
        ...(last === undefined ? {} : { last }),
      });
      socket.destroy();
      return reply.partitions ?? [];
    },
  };
}

/** Partition sets through the broker's socket. */
export const brokerPartitions = (socketPath: string): PartitionPort => ({
  async list(set) {
    const { reply, socket } = await ask(socketPath, { op: "listSet", set });
    socket.destroy();
    return reply.partitions ?? [];
  },
});
