"use client";
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cn } from "../lib/cn";
import { popupClass } from "./popup";

/** Renders a small panel anchored to its button, for filters and details with controls. */
export function Popover(props: {
  trigger: ReactElement<Record<string, unknown>>;
  title?: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  className?: string;
}) {
  return (
    <Base.Root onOpenChange={(open) => props.onOpenChange?.(open)} open={props.open}>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner align={props.align ?? "start"} className="z-50" sideOffset={4}>
          <Base.Popup className={cn(popupClass, "w-72 max-w-[calc(100vw-24px)] p-3", props.className)}>
            {props.title && <Base.Title className="mb-2 font-medium text-sm">{props.title}</Base.Title>}
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
