import { Readable } from "node:stream";
import type { RuntimeEvent, ValueRef } from "@millrace/protocol";
import type { ValuePort } from "../run/ports";

/** Values in memory, for runs in the author's process. Later runs see the assets that runs record here. */
export class MemoryValues implements ValuePort {
  readonly #objects = new Map<string, Buffer>();
  readonly #assets = new Map<string, Map<string, ValueRef>>();

  async put(target: Parameters<ValuePort["put"]>[0], bytes: AsyncIterable<Uint8Array>): Promise<ValueRef> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    const content = Buffer.concat(chunks);
    const object = `memory-${this.#objects.size + 1}`;
    this.#objects.set(object, content);
    return {
      object,
      codec: target.codec,
      bytes: content.length,
      ...(target.name === undefined ? {} : { name: target.name }),
    };
  }

  async open(value: ValueRef): Promise<Readable> {
    return Readable.from([this.bytes(value)]);
  }

  async findAsset(asset: string, partition: string | undefined): Promise<ValueRef | undefined> {
    return this.#assets.get(asset)?.get(partition ?? "");
  }

  async listAsset(asset: string, last: number | undefined): Promise<readonly string[]> {
    const keys = [...(this.#assets.get(asset)?.keys() ?? [])].filter((key) => key !== "");
    return last === undefined ? keys : keys.slice(-last);
  }

  /** Returns the content of a stored value. */
  bytes(value: ValueRef): Buffer {
    return value.inline === undefined
      ? (this.#objects.get(value.object) ?? Buffer.alloc(0))
      : Buffer.from(value.inline);
  }

  /** Sets the value of an asset or partition, as if it had been materialized. */
  set(asset: string, partition: string | undefined, value: ValueRef): void {
    const partitions = this.#assets.get(asset) ?? new Map<string, ValueRef>();
    this.#assets.set(asset, partitions.set(partition ?? "", value));
  }

  /** Records the values that a run materializes. */
  record(event: RuntimeEvent): void {
    if (event.type === "materialization" && event.value) this.set(event.asset, event.partition, event.value);
  }
}
