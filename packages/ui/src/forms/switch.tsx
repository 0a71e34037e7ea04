"use client";
import { Switch as Base } from "@base-ui/react/switch";
import { cn } from "../lib/cn";

/** Renders a switch that takes effect immediately. */
export function Switch(props: {
  label: string;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
  showLabel?: boolean;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI renders the input inside
    <label className="inline-flex min-h-6 items-center gap-2 text-sm">
      <Base.Root
        aria-label={props.label}
        checked={props.checked}
        className="flex h-[18px] w-8 shrink-0 rounded-full border border-control bg-sunken p-px transition-colors data-[checked]:border-accent data-[checked]:bg-accent data-[disabled]:opacity-50"
        disabled={props.disabled}
        onCheckedChange={props.onCheckedChange}
      >
        <Base.Thumb className="size-3.5 rounded-full bg-control transition-transform data-[checked]:translate-x-3.5 data-[checked]:bg-accent-contrast" />
      </Base.Root>
      <span className={cn(!props.showLabel && "sr-only")}>{props.label}</span>
    </label>
  );
}
