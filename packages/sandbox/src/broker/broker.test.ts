import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { DomainError } from "@millrace/core";
import type { BrokerRequest, ValueRef } from "@millrace/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSlot } from "../slots/slot";
import { type Broker, listenBroker } from "./broker";
import { addressRanges } from "./egress/addresses";
import { egress } from "./egress/dial";
import type { BrokerSession, BrokerValues } from "./session";

const VALUE: ValueRef = { object: "org_a/values/x", codec: "json", bytes: 5 };
let dir: string;
let path: string;
let broker: Broker;
const errors: unknown[] = [];

const values: BrokerValues = {
  get: async (value) => {
    if (value.object !== VALUE.object) throw new DomainError("forbidden", "foreign_value", "not yours");
    return Readable.from([Buffer.from("he"), Buffer.from("llo")]);
  },
  put: async (target, content) => {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of content) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    return { object: `put/${target.step}`, codec: target.codec, bytes, sha256: hash.digest("hex") };
  },
  findAsset: async (asset) => (asset === "orders" ? VALUE : null),
  listSet: async (set) => (set === "customers" ? ["zeta", "acme"] : []),
  listAsset: async () => ["2026-01-01", "2026-01-02"],
};
const closedNetwork = egress({ allow: [], operatorAllows: addressRanges([]) });
const session: BrokerSession = { values, dial: closedNetwork };

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "mr-"));
  const slot = await createSlot(dir, "1", { uid: undefined, scratchKind: "folder" });
  path = slot.brokerSocket;
  errors.length = 0;
  broker = await listenBroker(slot, { onError: (error) => errors.push(error) });
});
afterEach(async () => {
  await broker.close();
  await rm(dir, { recursive: true });
});

function request(message: BrokerRequest | string): Socket {
  const socket = connect({ path, allowHalfOpen: true });
  socket.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`);
  return socket;
}

test("nothing is served before the claim", async () => {
  expect(await text(request({ op: "get", value: VALUE }))).toContain('"code":"not_claimed"');
});

test("a value is answered and then streamed", async () => {
  broker.open(session);
  expect(await text(request({ op: "get", value: VALUE }))).toBe(`${JSON.stringify({ ok: true, value: VALUE })}\nhello`);
  expect(await text(request({ op: "findAsset", asset: "orders" }))).toBe(
    `${JSON.stringify({ ok: true, value: VALUE })}\n`,
  );
});

test("a small value is its reference alone", async () => {
  broker.open(session);
  expect((await text(request({ op: "get", value: { ...VALUE, inline: "1" } }))).split("\n")[1]).toBe("");
});

test("refusals are answers with their code", async () => {
  broker.open(session);
  expect(await text(request({ op: "findAsset", asset: "nothing" }))).toContain("value_not_found");
  expect(await text(request({ op: "get", value: { ...VALUE, object: "org_b/x" } }))).toContain("foreign_value");
  expect(await text(request("{"))).toContain("invalid_request");
  expect(await text(request({ op: "listAsset", asset: "orders", last: -1 }))).toContain("invalid_request");
  expect(await text(request({ op: "connect", host: "::1%lo", port: 443 }))).toContain("egress_denied");
  expect(await text(request({ op: "connect", host: "example.com", port: 443 }))).toContain("egress_denied");
  expect(errors).toEqual([]);
});

test("partitions of an asset are listed", async () => {
  broker.open(session);
  expect(JSON.parse(await text(request({ op: "listAsset", asset: "orders" })))).toEqual({
    ok: true,
    partitions: ["2026-01-01", "2026-01-02"],
  });
});

test("keys of a dynamic set are listed in their order", async () => {
  broker.open(session);
  expect(JSON.parse(await text(request({ op: "listSet", set: "customers" })))).toEqual({
    ok: true,
    partitions: ["zeta", "acme"],
  });
});

test("64 MiB are put through with their hash, in pieces", async () => {
  broker.open(session);
  const piece = Buffer.alloc(1024 * 1024, 3);
  const socket = request({ op: "put", step: "s", stepAttempt: 1, output: "value", codec: "bytes" });
  const answer = text(socket);
  const expected = createHash("sha256");
  await pipeline(
    Readable.from(
      (function* () {
        for (let i = 0; i < 64; i++) {
          expected.update(piece);
          yield piece;
        }
      })(),
    ),
    socket,
  );
  const { value } = JSON.parse(await answer) as { value: ValueRef };
  expect(value).toEqual({ object: "put/s", codec: "bytes", bytes: 64 * piece.length, sha256: expected.digest("hex") });
});

test("a tunnel carries bytes both ways and both ends' half-closes", async () => {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let heard = "";
    socket.on("data", (chunk) => (heard += chunk)).on("end", () => socket.end(`heard ${heard}`));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = (server.address() as { port: number }).port;
  const dial = egress({ allow: [`127.0.0.1:${port}`], operatorAllows: addressRanges(["127.0.0.1"]) });
  broker.open({ values, dial });
  const socket = request({ op: "connect", host: "127.0.0.1", port });
  socket.end("you");
  expect(await text(socket)).toBe('{"ok":true}\nheard you');
  await new Promise((resolve) => server.close(resolve));
});

test("an error of the platform is reported here and not explained to the sandbox", async () => {
  const failing = { ...values, findAsset: () => Promise.reject(new Error("password in a message")) };
  broker.open({ values: failing, dial: closedNetwork });
  expect(await text(request({ op: "findAsset", asset: "orders" }))).not.toContain("password");
  expect(errors).toHaveLength(1);
});
