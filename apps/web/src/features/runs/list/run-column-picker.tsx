"use client";
import { Button, Menu, MenuCheckbox } from "@millrace/ui";
import { Columns3 } from "lucide-react";
import { useSyncExternalStore } from "react";
import { RUN_COLUMN_NAMES } from "./run-columns";

const KEY = "millrace-run-columns";
const CHANGED = "millrace-columns-changed";
const subscribe = (listener: () => void) => {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
};

/** The columns hidden by this viewer, stored in the browser. */
export function useHiddenColumns(): [string[], (hidden: string[]) => void] {
  const stored = useSyncExternalStore(
    subscribe,
    () => window.localStorage.getItem(KEY) ?? "",
    () => "",
  );
  const set = (hidden: string[]) => {
    window.localStorage.setItem(KEY, hidden.join(","));
    window.dispatchEvent(new Event(CHANGED));
  };
  return [stored.split(",").filter(Boolean), set];
}

export function RunColumnPicker({ hidden, onChange }: { hidden: string[]; onChange: (hidden: string[]) => void }) {
  return (
    <Menu
      trigger={
        <Button className="max-sm:hidden">
          <Columns3 aria-hidden /> Columns
        </Button>
      }
    >
      {Object.entries(RUN_COLUMN_NAMES).map(([id, name]) => (
        <MenuCheckbox
          checked={!hidden.includes(id)}
          key={id}
          onCheckedChange={(shown) => onChange(shown ? hidden.filter((each) => each !== id) : [...hidden, id])}
        >
          {name}
        </MenuCheckbox>
      ))}
    </Menu>
  );
}
