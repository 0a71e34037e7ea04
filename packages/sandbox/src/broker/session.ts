import type { Readable } from "node:stream";
import type { BrokerRequest, ValueRef } from "@millrace/protocol";
import type { Dial } from "./egress/dial";

export type ValueTarget = Omit<Extract<BrokerRequest, { op: "put" }>, "op">;

/** The values that one assignment may read and write; each is streamed. */
export type BrokerValues = {
  get(value: ValueRef): Promise<Readable>;
  put(target: ValueTarget, content: AsyncIterable<Uint8Array>): Promise<ValueRef>;
  findAsset(asset: string, partition: string | undefined): Promise<ValueRef | null>;
  /** Keys of a named set of dynamic partitions. */
  listSet(set: string): Promise<readonly string[]>;
  listAsset(asset: string, last: number | undefined): Promise<readonly string[]>;
};

/** What the sandbox of one assignment gets through its broker. Before the claim there is none. */
export type BrokerSession = { readonly values: BrokerValues; readonly dial: Dial };
