"use client";
import { Dialog, Kbd, Switch } from "@millrace/ui";
import { useState } from "react";
import { setShortcutsEnabled, shortcutsEnabled } from "@/lib/hotkeys";
import { NAVIGATION } from "./navigation";

const general = [
  ["⌘ K", "Search and commands"],
  ["?", "Keyboard shortcuts"],
  ["/", "Search"],
] as const;
const run = [
  ["r", "Re-run from failure"],
  ["c", "Cancel run"],
  ["1 … 5", "Events, stdout, stderr, config, details"],
] as const;

export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [enabled, setEnabled] = useState(true);
  return (
    <Dialog
      onOpenChange={(next) => {
        setEnabled(shortcutsEnabled());
        onOpenChange(next);
      }}
      open={open}
      title="Keyboard shortcuts"
    >
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <Group
          entries={NAVIGATION.flatMap((group) => group.items.map((item) => [`g ${item.key}`, item.label] as const))}
          title="Go to"
        />
        <div className="space-y-5">
          <Group entries={general} title="Global" />
          <Group entries={run} title="Run page" />
        </div>
      </div>
      <div className="mt-5 border-t pt-3">
        <Switch
          checked={enabled}
          label="Single-key shortcuts"
          onCheckedChange={(on) => {
            setShortcutsEnabled(on);
            setEnabled(on);
          }}
          showLabel
        />
      </div>
    </Dialog>
  );
}

function Group({ title, entries }: { title: string; entries: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3 className="pb-1.5 font-medium text-subtle text-xs">{title}</h3>
      <dl className="space-y-1.5">
        {entries.map(([keys, label]) => (
          <div className="flex items-center justify-between gap-3" key={keys}>
            <dt className="text-sm">{label}</dt>
            <dd className="flex gap-1">
              {keys.split(" ").map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
