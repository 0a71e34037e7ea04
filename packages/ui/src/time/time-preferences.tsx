"use client";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

export type TimePreferences = { timeZone?: string | undefined; hour12?: boolean | undefined };
const Context = createContext<TimePreferences>({});
const subscribe = () => () => {};

/** Sets the viewer's time zone and clock for every time below. */
export function TimePreferencesProvider({ value, children }: { value: TimePreferences; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

/** Returns the time zone to show: the viewer's choice, otherwise the browser's. UTC on the server. */
export function useTimePreferences(): { timeZone: string; hour12: boolean | undefined; hydrated: boolean } {
  const chosen = useContext(Context);
  const hydrated = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  const local = hydrated ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
  return { timeZone: hydrated ? (chosen.timeZone ?? local) : "UTC", hour12: chosen.hour12, hydrated };
}
