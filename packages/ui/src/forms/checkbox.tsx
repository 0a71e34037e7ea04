"use client";
import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../lib/cn";

type CheckboxProps = {
  checked: boolean;
  indeterminate?: boolean;
  onCheckedChange: (checked: boolean, event: Event) => void;
  disabled?: boolean;
  className?: string;
} & ({ label: ReactNode; hiddenLabel?: never } | { label?: never; hiddenLabel: string });

/** Renders a checkbox with its label inside the click target. */
export function Checkbox({ checked, indeterminate, onCheckedChange, disabled, className, ...props }: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI renders the input inside
    <label className={cn("inline-flex min-h-6 min-w-6 items-center gap-2 text-sm", className)}>
      <Base.Root
        aria-label={props.hiddenLabel}
        checked={checked}
        className="flex size-4 shrink-0 items-center justify-center rounded-[4px] border border-control bg-surface text-accent-contrast data-[checked]:border-accent data-[indeterminate]:border-accent data-[checked]:bg-accent data-[indeterminate]:bg-accent data-[disabled]:opacity-50"
        disabled={disabled}
        indeterminate={indeterminate}
        onCheckedChange={(next, details) => onCheckedChange(next, details.event)}
      >
        <Base.Indicator className="flex">
          {indeterminate ? (
            <Minus aria-hidden className="size-3" />
          ) : (
            <Check aria-hidden className="size-3" strokeWidth={3} />
          )}
        </Base.Indicator>
      </Base.Root>
      {props.label && <span>{props.label}</span>}
    </label>
  );
}
