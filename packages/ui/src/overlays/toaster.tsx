"use client";
import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import { Toaster as Sonner, toast } from "sonner";

/** Renders the toasts. Errors stay until they are closed. */
export function Toaster() {
  return (
    <Sonner
      closeButton
      gap={8}
      icons={{
        success: <CircleCheck className="size-4 text-success" />,
        error: <CircleX className="size-4 text-danger" />,
        info: <Info className="size-4 text-info" />,
        warning: <TriangleAlert className="size-4 text-warning" />,
      }}
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full sm:w-[22rem] items-start gap-2.5 rounded-md border border-border-strong bg-raised p-3 pr-9 text-fg shadow-popup text-sm",
          title: "font-medium",
          description: "mt-0.5 text-muted text-xs break-words",
          icon: "mt-0.5",
          closeButton:
            "absolute! top-2! right-2! left-auto! flex! size-6! transform-none! items-center justify-center rounded-sm! border-0! bg-transparent! text-subtle! hover:bg-hover! hover:text-fg!",
          actionButton:
            "ml-auto shrink-0 rounded-md border border-border-strong px-2 h-7 text-xs font-medium hover:bg-hover",
        },
      }}
    />
  );
}

export { toast };
