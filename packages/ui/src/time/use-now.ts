"use client";
import { useSyncExternalStore } from "react";

/** Returns a timer shared by all subscribers of an interval, however many rows show a relative time. */
function clockStore(intervalMs: number) {
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        now = Date.now();
        for (const notify of listeners) notify();
      }, intervalMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    get() {
      if (timer === undefined) now = Date.now();
      return now - (now % 1_000);
    },
  };
}

const stores = { fast: clockStore(1_000), slow: clockStore(15_000) };
const never = { subscribe: () => () => {}, get: () => 0 };

/** Returns the current time, updated every second (`fast`) or every 15 seconds. 0 on the server. */
export function useNow(speed: "fast" | "slow" | "off" = "slow"): number {
  const store = speed === "off" ? never : stores[speed];
  return useSyncExternalStore(store.subscribe, store.get, () => 0);
}
