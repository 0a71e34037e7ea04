"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Button } from "../actions/button";
import { cn } from "../lib/cn";

type DialogProps = {
  title: ReactNode;
  description?: ReactNode;
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  footer?: ReactNode;
  size?: "sm" | "md" | "lg";
  children?: ReactNode;
};

const width = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl" };
const backdropClass =
  "fixed inset-0 z-40 bg-overlay transition-opacity duration-150 data-[starting-style]:opacity-0 data-[ending-style]:opacity-0";

/** A modal question or form. On a phone it rises from the lower edge. */
export function Dialog({ size = "md", ...props }: DialogProps) {
  return (
    <Base.Root onOpenChange={(open) => props.onOpenChange?.(open)} open={props.open}>
      {props.trigger && <Base.Trigger render={props.trigger} />}
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col rounded-t-lg border border-border bg-raised shadow-popup outline-none transition-[opacity,transform] duration-150 data-[starting-style]:translate-y-2 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 sm:inset-x-4 sm:top-[10vh] sm:bottom-auto sm:mx-auto sm:max-h-[80vh] sm:rounded-lg",
            width[size],
          )}
        >
          <header className="flex items-start gap-3 px-4 pt-4 pb-1">
            <div className="min-w-0 flex-1">
              <Base.Title className="font-semibold text-lg">{props.title}</Base.Title>
              {props.description && (
                <Base.Description className="mt-0.5 text-muted text-sm">{props.description}</Base.Description>
              )}
            </div>
            <Base.Close
              render={
                <Button aria-label="Close" className="w-7 px-0" size="sm" variant="ghost">
                  <X aria-hidden />
                </Button>
              }
            />
          </header>
          {props.children && <div className="overflow-y-auto px-4 py-3 scroll-thin">{props.children}</div>}
          {props.footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{props.footer}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** A panel at the side, for details next to a list and for the phone's navigation. */
export function Sheet({ side = "right", ...props }: Omit<DialogProps, "size"> & { side?: "left" | "right" }) {
  return (
    <Base.Root onOpenChange={(open) => props.onOpenChange?.(open)} open={props.open}>
      {props.trigger && <Base.Trigger render={props.trigger} />}
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          className={cn(
            "fixed inset-y-0 z-50 flex w-[min(26rem,92vw)] flex-col border-border bg-raised shadow-popup outline-none transition-transform duration-150",
            side === "right"
              ? "right-0 border-l data-[ending-style]:translate-x-full data-[starting-style]:translate-x-full"
              : "left-0 border-r data-[ending-style]:-translate-x-full data-[starting-style]:-translate-x-full",
          )}
        >
          <header className="flex items-center gap-3 border-b px-4 py-3">
            <Base.Title className="min-w-0 flex-1 truncate font-semibold text-base">{props.title}</Base.Title>
            <Base.Close
              render={
                <Button aria-label="Close" className="w-7 px-0" size="sm" variant="ghost">
                  <X aria-hidden />
                </Button>
              }
            />
          </header>
          <div className="flex-1 overflow-y-auto scroll-thin">{props.children}</div>
          {props.footer && <footer className="flex justify-end gap-2 border-t px-4 py-3">{props.footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
