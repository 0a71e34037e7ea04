"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { cn } from "../lib/cn";
import { CloseModal, Modal, type ModalProps } from "./modal";

const sideClass = {
  left: "left-0 border-r data-[ending-style]:-translate-x-full data-[starting-style]:-translate-x-full",
  right: "right-0 border-l data-[ending-style]:translate-x-full data-[starting-style]:translate-x-full",
};

/** Renders a side panel, for details next to a list and for navigation on a phone. */
export function Sheet({ title, footer, children, side = "right", ...modal }: ModalProps & { side?: "left" | "right" }) {
  return (
    <Modal
      {...modal}
      className={cn(
        "fixed inset-y-0 z-50 flex w-[min(26rem,92vw)] flex-col border-border bg-raised shadow-popup outline-none transition-transform duration-150",
        sideClass[side],
      )}
    >
      <header className="flex items-center gap-3 border-b px-4 py-3">
        <Base.Title className="min-w-0 flex-1 truncate font-semibold text-base">{title}</Base.Title>
        <CloseModal />
      </header>
      <div className="flex-1 overflow-y-auto scroll-thin">{children}</div>
      {footer && <footer className="flex justify-end gap-2 border-t px-4 py-3">{footer}</footer>}
    </Modal>
  );
}
