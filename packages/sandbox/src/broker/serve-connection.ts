import type { Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { DomainError, isDomainError } from "@millrace/core";
import { type BrokerReply, BrokerRequest } from "@millrace/protocol";
import { readLine } from "./read-request";
import type { BrokerSession } from "./session";
import { tunnel } from "./tunnel";

/** Serves one connection: a request line, an answer line, and bytes. Refusals are answers; other errors are thrown. */
export async function serveConnection(socket: Socket, session: () => BrokerSession | undefined): Promise<void> {
  const line = await readLine(socket);
  if (line === undefined) return void socket.destroy();
  const reply = (answer: BrokerReply) => void socket.write(`${JSON.stringify(answer)}\n`);
  try {
    const request = parseRequest(line);
    const current = session();
    if (current === undefined) throw new DomainError("forbidden", "not_claimed", "The sandbox has no assignment yet.");
    await serve(socket, request, current, reply);
  } catch (error) {
    if (isClientGone(error, socket)) return;
    const refusal = isDomainError(error) ? error : undefined;
    socket.resume();
    socket.end(
      `${JSON.stringify({ ok: false, code: refusal?.code ?? "broker_failed", message: refusal?.message ?? "Internal platform error" })}\n`,
    );
    // A store that is full is the operator's concern too.
    if (refusal === undefined || refusal.code === "store_full") throw error;
  }
}

async function serve(
  socket: Socket,
  request: BrokerRequest,
  { values, dial }: BrokerSession,
  reply: (answer: BrokerReply) => void,
): Promise<void> {
  switch (request.op) {
    case "get": {
      const { value } = request;
      const content = value.inline === undefined ? await values.get(value) : undefined;
      reply({ ok: true, value });
      if (content === undefined) socket.end();
      else await pipeline(content, socket);
      return;
    }
    case "findAsset": {
      const value = await values.findAsset(request.asset, request.partition);
      if (value === null) throw valueNotFound(request.asset, request.partition);
      reply({ ok: true, value });
      return void socket.end();
    }
    case "listAsset":
      reply({ ok: true, partitions: [...(await values.listAsset(request.asset, request.last))] });
      return void socket.end();
    case "listSet":
      reply({ ok: true, partitions: [...(await values.listSet(request.set))] });
      return void socket.end();
    case "put": {
      const { op: _, ...target } = request;
      reply({ ok: true, value: await values.put(target, socket.iterator({ destroyOnReturn: false })) });
      return void socket.end();
    }
    case "connect": {
      const remote = await dial(request.host, request.port);
      reply({ ok: true });
      await tunnel(socket, remote);
    }
  }
}

function parseRequest(line: string): BrokerRequest {
  const invalid = (why: string, cause?: unknown) =>
    new DomainError("invalid", "invalid_request", `Invalid broker request: ${why}.`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw invalid("it isn't JSON", cause);
  }
  const request = BrokerRequest.safeParse(value);
  if (request.success) return request.data;
  const [issue] = request.error.issues;
  throw invalid(`${issue?.path.join(".")} ${issue?.message}`, request.error);
}

const valueNotFound = (asset: string, partition: string | undefined): DomainError => {
  const where = partition === undefined ? "" : ` for "${partition}"`;
  return new DomainError("notFound", "value_not_found", `"${asset}" has no stored value${where}.`);
};

/** The sandbox, or the far end of its tunnel, has closed its side in the middle: an ordinary end. */
const isClientGone = (error: unknown, socket: Socket): boolean =>
  socket.destroyed ||
  (error instanceof Error &&
    "code" in error &&
    ["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE", "ETIMEDOUT"].includes(String(error.code)));
