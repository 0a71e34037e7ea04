"use client";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

export type TimePreferences = { timeZone?: string | undefined; hour12?: boolean | undefined };
const Context = createContext<TimePreferences>({});
const subscribe = () => () => {};

/** The viewer's own choice of zone and clock, for every time below. */
export function TimePreferencesProvider({ value, children }: { value: TimePreferences; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

/** The zone to show: the viewer's choice, else the browser's; UTC while rendering on the server. */
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
