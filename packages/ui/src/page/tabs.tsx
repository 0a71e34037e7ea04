"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { cn } from "../lib/cn";

export type TabItem<V extends string> = { value: V; label: ReactNode; count?: number | undefined; alert?: boolean };

export const tabClass =
  "relative flex h-9 shrink-0 items-center gap-1.5 px-0.5 text-sm text-muted no-underline outline-offset-[-2px] hover:text-fg data-[active]:text-fg aria-[current=page]:text-fg after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:rounded-full data-[active]:after:bg-accent aria-[current=page]:after:bg-accent";
export const tabListClass = "flex gap-5 overflow-x-auto border-b scroll-thin";

/** Keeps the selected tab visible in a strip wider than the screen. `selected` changes with the selection. */
export function useScrollSelectedIntoView<E extends HTMLElement>(chosen: string): RefObject<E | null> {
  const strip = useRef<E>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selected tab is read from the document
  useEffect(() => {
    strip.current
      ?.querySelector("[aria-selected=true], [aria-current=page]")
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  return strip;
}

export function TabCount({ count, alert }: { count?: number | undefined; alert?: boolean }) {
  if (count === undefined && !alert) return null;
  return (
    <span
      className={cn(
        "rounded-full px-1.5 text-2xs tabular",
        alert ? "bg-danger-soft text-danger-text" : "bg-neutral-soft text-muted",
      )}
    >
      {count ?? "!"}
    </span>
  );
}

/** Renders tabs. The selected tab belongs in the URL, so the caller keeps the value. */
export function Tabs<V extends string>(props: {
  label: string;
  value: V;
  onValueChange: (value: V) => void;
  items: readonly TabItem<V>[];
  children?: ReactNode;
  className?: string;
}) {
  const strip = useScrollSelectedIntoView<HTMLDivElement>(props.value);
  return (
    <Base.Root
      className={props.className}
      onValueChange={(value) => props.onValueChange(value as V)}
      value={props.value}
    >
      <Base.List aria-label={props.label} className={tabListClass} ref={strip}>
        {props.items.map((item) => (
          <Base.Tab className={tabClass} key={item.value} value={item.value}>
            {item.label}
            <TabCount alert={item.alert ?? false} count={item.count} />
          </Base.Tab>
        ))}
      </Base.List>
      {props.children}
    </Base.Root>
  );
}

export function TabPanel(props: { value: string; className?: string; children: ReactNode }) {
  return (
    <Base.Panel className={cn("outline-offset-2", props.className)} value={props.value}>
      {props.children}
    </Base.Panel>
  );
}
