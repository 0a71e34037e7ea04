import type { Wire } from "@millrace/protocol";

/** Where wires get their values. */
export type WireSources = { input(): unknown; node(node: string): Promise<unknown> };

/** The value that a wire carries. */
export async function resolveWire(wire: Wire | undefined, sources: WireSources): Promise<unknown> {
  switch (wire?.from) {
    case undefined:
      return undefined;
    case "input":
      return follow(sources.input(), wire.path);
    case "node":
      return follow(await sources.node(wire.node), wire.path);
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

function follow(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (part === null || part === undefined ? undefined : (part as Record<string, unknown>)[key]),
    value,
  );
}
