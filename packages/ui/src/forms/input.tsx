"use client";
import type { ComponentProps } from "react";
import { cn } from "../lib/cn";
import { useFieldControl } from "./field";

export const controlClass =
  "w-full rounded-md border border-control bg-surface text-fg text-sm placeholder:text-subtle transition-colors hover:border-fg/60 disabled:bg-sunken disabled:text-subtle aria-invalid:border-danger pointer-coarse:text-base";

/** Renders a single-line text input. The enclosing `Field` labels and describes it. */
export function Input({ className, ...props }: ComponentProps<"input">) {
  const control = useFieldControl();
  return <input {...control} {...props} className={cn(controlClass, "h-8 px-2.5", className)} />;
}

/** Renders a multi-line text input. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  const control = useFieldControl();
  return <textarea {...control} {...props} className={cn(controlClass, "min-h-20 px-2.5 py-2", className)} />;
}
