"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { cn } from "../lib/cn";
import { CloseModal, Modal, type ModalProps } from "./modal";

type DialogProps = ModalProps & { description?: ReactNode; size?: "sm" | "md" | "lg" };

const width = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl" };

/** Renders a modal question or form. On a phone it slides up from the bottom edge. */
export function Dialog({ title, description, footer, children, size = "md", ...modal }: DialogProps) {
  return (
    <Modal
      {...modal}
      className={cn(
        "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col rounded-t-lg border border-border bg-raised shadow-popup outline-none transition-[opacity,transform] duration-150 data-[starting-style]:translate-y-2 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 sm:inset-x-4 sm:top-[10vh] sm:bottom-auto sm:mx-auto sm:max-h-[80vh] sm:rounded-lg",
        width[size],
      )}
    >
      <header className="flex items-start gap-3 px-4 pt-4 pb-1">
        <div className="min-w-0 flex-1">
          <Base.Title className="font-semibold text-lg">{title}</Base.Title>
          {description && <Base.Description className="mt-0.5 text-muted text-sm">{description}</Base.Description>}
        </div>
        <CloseModal />
      </header>
      {children && <div className="overflow-y-auto px-4 py-3 scroll-thin">{children}</div>}
      {footer && <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</footer>}
    </Modal>
  );
}
