import { CHANNELS, type Listener, listen } from "@millrace/db";
import { z } from "zod";

const Change = z.object({ orgId: z.string(), kind: z.string(), id: z.string() });

export type LiveEvent = { readonly kind: string; readonly id: string };
type Subscriber = (event: LiveEvent) => void;

export type LiveHub = {
  /** Calls back with what changes in an organization; `resync` when changes may have been missed. Returns the way out. */
  subscribe(orgId: string, subscriber: Subscriber): Promise<() => void>;
  connections(): number;
  close(): Promise<void>;
};

/** Listens to the database once for all open pages of this process, and sends each what concerns its organization. */
export function createLiveHub(options: { url: string; onError: (error: Error) => void }): LiveHub {
  const byOrganization = new Map<string, Set<Subscriber>>();
  let listening: Promise<Listener> | undefined;
  let hasConnected = false;

  const onNotification = (_channel: string, payload: string) => {
    const change = Change.safeParse(safeJson(payload));
    if (!change.success) return options.onError(new Error(`a change is not readable: ${payload.slice(0, 200)}`));
    const { orgId, kind, id } = change.data;
    for (const subscriber of byOrganization.get(orgId) ?? []) subscriber({ kind, id });
  };
  const onConnect = () => {
    if (hasConnected)
      for (const set of byOrganization.values()) for (const tell of set) tell({ kind: "resync", id: "" });
    hasConnected = true;
  };
  const start = () =>
    listen({ url: options.url, channels: [CHANNELS.live], onNotification, onConnect, onError: options.onError }).catch(
      (error: unknown) => {
        listening = undefined;
        throw error;
      },
    );

  return {
    async subscribe(orgId, subscriber) {
      listening ??= start();
      await listening;
      const set = byOrganization.get(orgId) ?? new Set();
      byOrganization.set(orgId, set.add(subscriber));
      return () => {
        set.delete(subscriber);
        if (set.size === 0 && byOrganization.get(orgId) === set) byOrganization.delete(orgId);
      };
    },
    connections: () => [...byOrganization.values()].reduce((sum, set) => sum + set.size, 0),
    async close() {
      byOrganization.clear();
      await (await listening)?.close();
    },
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
