"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { isAffected, type LiveEvent } from "./invalidation";

type Listener = (events: readonly LiveEvent[]) => void;
type Live = { connected: boolean; subscribe: (listener: Listener) => () => void };
const Context = createContext<Live>({ connected: false, subscribe: () => () => {} });
const FLUSH_MS = 250;

/**
 * One connection per organization. Events are batched briefly and invalidate only affected queries.
 * The browser reconnects automatically; after a gap, all visible queries are refetched once.
 */
export function LiveProvider({ org, children }: { org: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  const listeners = useRef(new Set<Listener>());
  const [connected, setConnected] = useState(false);

  useEffect(() => {
    const source = new EventSource(`/api/o/${encodeURIComponent(org)}/live`);
    let pending: LiveEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lost = false;
    const flush = () => {
      timer = undefined;
      const events = pending;
      pending = [];
      for (const listener of listeners.current) listener(events);
      if (events.some((event) => event.kind === "resync"))
        return void queryClient.invalidateQueries({ type: "active" });
      void queryClient.invalidateQueries({ predicate: (query) => events.some((event) => isAffected(query, event)) });
    };
    source.onopen = () => {
      setConnected(true);
      if (lost) void queryClient.invalidateQueries({ type: "active" });
      lost = false;
    };
    source.onerror = () => {
      lost = true;
      setConnected(false);
    };
    source.onmessage = (message) => {
      const event = parseEvent(message.data);
      if (!event) return;
      pending.push(event);
      timer ??= setTimeout(flush, FLUSH_MS);
    };
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [org, queryClient]);

  const [subscribe] = useState(() => (listener: Listener) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  });
  return <Context value={{ connected, subscribe }}>{children}</Context>;
}

function parseEvent(data: string): LiveEvent | undefined {
  const value = JSON.parse(data) as Partial<LiveEvent>;
  return typeof value.kind === "string" ? { kind: value.kind, id: String(value.id ?? "") } : undefined;
}

/** Whether live updates are connected; pages poll slowly while they aren't. */
export const useLiveConnected = (): boolean => useContext(Context).connected;

/** Calls back with each batch of events. */
export function useLiveEvents(listener: Listener): void {
  const { subscribe } = useContext(Context);
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => subscribe((events) => latest.current(events)), [subscribe]);
}
