import { z } from "zod";
import { Count, Name, PartitionKey, StepAttempt, StepKey } from "./fields";
import { ValueRef } from "./value-ref";

/**
 * The one hole in a sandbox: a Unix socket that the worker serves. Each stream is a separate connection, so
 * that back-pressure is the socket's: the client's first line says what it wants (JSON), the broker's first line
 * answers (JSON), and what follows is raw bytes.
 *
 * - `get`: answer `{ok:true, value}`, then the value's bytes until the end of the stream.
 * - `findAsset`: answer `{ok:true, value}` and nothing more: its bytes are for `get`, once they are read.
 * - `put`: the client sends the bytes and half-closes; the answer `{ok:true, value}` comes when they are stored.
 * - `connect`: answer `{ok:true}` and the connection is a tunnel to that host, or `{ok:false}` with the reason
 *   (the location's allowlist doesn't contain it, the address is private, …).
 */
export const BrokerRequest = z.discriminatedUnion("op", [
  z.object({ op: z.literal("get"), value: ValueRef }),
  /** The stored value of an asset that is not part of this run (the newest, or that of a partition). */
  z.object({ op: z.literal("findAsset"), asset: Name, partition: PartitionKey.optional() }),
  /** The partitions of an asset that have a value, newest last. */
  z.object({ op: z.literal("listAsset"), asset: Name, last: Count.min(1).optional() }),
  /** The keys of a named set of dynamic partitions, in the order in which they were added. */
  z.object({ op: z.literal("listSet"), set: Name }),
  z.object({
    op: z.literal("put"),
    step: StepKey,
    stepAttempt: StepAttempt,
    output: Name,
    codec: Name,
    name: Name.optional(),
  }),
  z.object({ op: z.literal("connect"), host: Name, port: z.int().min(1).max(65535) }),
]);
export type BrokerRequest = z.infer<typeof BrokerRequest>;

export const BrokerReply = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: ValueRef.optional(), partitions: z.array(z.string()).optional() }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);
export type BrokerReply = z.infer<typeof BrokerReply>;
