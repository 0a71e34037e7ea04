import { createServer, type Server, type Socket } from "node:net";
import type { BrokerReply, BrokerRequest, ValueRef } from "@millrace/protocol";

/** A broker that keeps values in memory and records its requests. `connect` uses `routes`. */
export class FakeBroker {
  readonly objects = new Map<string, Buffer>();
  readonly requests: BrokerRequest[] = [];
  /** Stored values of assets outside the run, by `<asset>` or `<asset>|<partition>`. */
  readonly assets = new Map<string, unknown>();
  /** Keys of partition sets, by name. */
  readonly sets = new Map<string, string[]>();
  readonly routes = new Map<string, (socket: Socket, rest: Buffer) => void>();
  readonly #server: Server;

  constructor(readonly path: string) {
    this.#server = createServer(
      { allowHalfOpen: true },
      (socket) => void this.#serve(socket).catch((error) => socket.destroy(error)),
    );
  }

  listen(): Promise<this> {
    return new Promise((resolve) => this.#server.listen(this.path, () => resolve(this)));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(socket: Socket): Promise<void> {
    let head = Buffer.alloc(0);
    await new Promise<void>((resolve) => {
      const onData = (chunk: Buffer): void => {
        head = Buffer.concat([head, chunk]);
        if (!head.includes(10)) return;
        socket.pause().off("data", onData);
        resolve();
      };
      socket.on("data", onData);
    });
    const end = head.indexOf(10);
    const request = JSON.parse(head.subarray(0, end).toString()) as BrokerRequest;
    this.requests.push(request);
    await this.#answer(socket, request, head.subarray(end + 1));
  }

  async #answer(socket: Socket, request: BrokerRequest, rest: Buffer): Promise<void> {
    const reply = (answer: BrokerReply, bytes?: Buffer): void => {
      socket.write(`${JSON.stringify(answer)}\n`);
      if (bytes) socket.write(bytes);
      socket.end();
    };
    switch (request.op) {
      case "put": {
        const bytes = Buffer.concat([rest, ...(await chunksOf(socket))]);
        const object = `object-${this.objects.size + 1}`;
        this.objects.set(object, bytes);
        const value: ValueRef = {
          object,
          codec: request.codec,
          bytes: bytes.length,
          ...(request.name ? { name: request.name } : {}),
        };
        return reply({ ok: true, value });
      }
      case "get":
        return reply({ ok: true, value: request.value }, this.objects.get(request.value.object));
      case "findAsset": {
        const key = request.partition === undefined ? request.asset : `${request.asset}|${request.partition}`;
        if (!this.assets.has(key)) return reply({ ok: false, code: "value_not_found", message: `no value of ${key}` });
        const bytes = Buffer.from(JSON.stringify(this.assets.get(key)));
        this.objects.set(key, bytes);
        return reply({ ok: true, value: { object: key, codec: "json", bytes: bytes.length } });
      }
      case "listAsset": {
        const keys = [...this.assets.keys()]
          .filter((key) => key.startsWith(`${request.asset}|`))
          .map((key) => key.split("|")[1] as string);
        return reply({ ok: true, partitions: request.last === undefined ? keys : keys.slice(-request.last) });
      }
      case "listSet":
        return reply({ ok: true, partitions: this.sets.get(request.set) ?? [] });
      case "connect": {
        const route = this.routes.get(`${request.host}:${request.port}`);
        if (!route)
          return reply({
            ok: false,
            code: "egress_denied",
            message: `${request.host}:${request.port} is not on the allowlist`,
          });
        socket.write('{"ok":true}\n');
        return route(socket, rest);
      }
    }
  }
}

function chunksOf(socket: Socket): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    socket
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .once("end", () => resolve(chunks))
      .once("error", reject);
    socket.resume();
  });
}
