"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Button } from "../actions/button";

/** Props of every modal. Without `open`, its trigger opens and closes it. */
export type ModalProps = {
  title: ReactNode;
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  footer?: ReactNode;
  children?: ReactNode;
};

type ShellProps = Pick<ModalProps, "trigger" | "open" | "onOpenChange" | "children"> & {
  /** Position and transition of the panel. */
  className: string;
};

/** Renders a panel above the page, which is inert behind it. */
export function Modal({ trigger, open, onOpenChange, className, children }: ShellProps) {
  return (
    <Base.Root onOpenChange={(next) => onOpenChange?.(next)} open={open}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-overlay transition-opacity duration-150 data-[starting-style]:opacity-0 data-[ending-style]:opacity-0" />
        <Base.Popup className={className}>{children}</Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export function CloseModal() {
  return (
    <Base.Close
      render={
        <Button aria-label="Close" className="w-7 px-0" size="sm" variant="ghost">
          <X aria-hidden />
        </Button>
      }
    />
  );
}
