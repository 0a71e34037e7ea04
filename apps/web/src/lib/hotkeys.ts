"use client";
import { useEffect, useRef } from "react";

export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;
const SEQUENCE_MS = 900;
const STORAGE_KEY = "millrace-shortcuts";

/** Single-key shortcuts can be switched off (WCAG 2.1.4); ⌘K always works. */
export const shortcutsEnabled = (): boolean => window.localStorage.getItem(STORAGE_KEY) !== "off";
export const setShortcutsEnabled = (on: boolean): void => window.localStorage.setItem(STORAGE_KEY, on ? "on" : "off");

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/**
 * Shortcuts of a page: `"r"`, `"?"`, a sequence such as `"g r"`, or `"mod+k"`.
 * They never fire while typing, on key repeat, or behind an open dialog.
 */
export function useHotkeys(keys: Hotkeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let prefix = "";
    let since = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (event.metaKey || event.ctrlKey) return run(event, `mod+${key}`);
      if (event.altKey || isTyping(event.target) || !shortcutsEnabled() || document.querySelector("[role=dialog]"))
        return;
      const sequence = prefix && event.timeStamp - since < SEQUENCE_MS ? `${prefix} ${key}` : key;
      prefix = "";
      if (run(event, sequence)) return;
      if (Object.keys(latest.current).some((each) => each.startsWith(`${key} `))) {
        prefix = key;
        since = event.timeStamp;
      }
    };
    const run = (event: KeyboardEvent, name: string): boolean => {
      const action = latest.current[name];
      if (!action) return false;
      event.preventDefault();
      action(event);
      return true;
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
