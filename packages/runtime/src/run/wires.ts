import { ownValue } from "@millrace/core/own";
import type { Wire } from "@millrace/protocol";
import { skip } from "@millrace/sdk";

/** Sources that wires read from. */
export type WireSources = { input(): unknown; node(node: string): Promise<unknown> };

/** Returns the value of a wire. Throws the skip signal if an optional part of it is absent. */
export async function resolveWire(wire: Wire | undefined, sources: WireSources): Promise<unknown> {
  switch (wire?.from) {
    case undefined:
      return undefined;
    case "input":
      return part(wire, sources.input(), "the job's input");
    case "node":
      return part(wire, await sources.node(wire.node), `"${wire.node}"`);
    case "literal":
      return wire.value === undefined ? undefined : structuredClone(wire.value);
    case "list":
      return Promise.all(wire.items.map((item) => resolveWire(item, sources)));
    case "object": {
      const entries = Object.entries(wire.fields).map(
        async ([key, part]) => [key, await resolveWire(part, sources)] as const,
      );
      return Object.fromEntries(await Promise.all(entries));
    }
  }
}

type PathWire = Extract<Wire, { path: string[] }>;

function part({ path, optional }: PathWire, value: unknown, source: string): unknown {
  if (optional !== undefined && follow(value, path.slice(0, optional)) === undefined)
    skip(`${source} has no "${path.slice(0, optional).join(".")}"`);
  return follow(value, path);
}

function follow(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (part === null || part === undefined ? undefined : ownValue(part as Record<string, unknown>, key)),
    value,
  );
}
