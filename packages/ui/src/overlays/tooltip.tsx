"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { cn } from "../lib/cn";
import { Kbd } from "../text/kbd";
import { popupClass } from "./popup";

/** Shares the delay: moving between neighboring triggers shows the next tooltip immediately. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Base.Provider delay={350}>{children}</Base.Provider>;
}

/** Renders a short hint on hover and focus. Never the only place for information. */
export function Tooltip(props: {
  content: ReactNode;
  shortcut?: string;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactElement<Record<string, unknown>>;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={props.children} />
      <Base.Portal>
        <Base.Positioner className="z-60" side={props.side ?? "top"} sideOffset={6}>
          <Base.Popup className={cn(popupClass, "flex max-w-72 items-center gap-2 px-2 py-1 text-xs")}>
            {props.content}
            {props.shortcut && <Kbd>{props.shortcut}</Kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
