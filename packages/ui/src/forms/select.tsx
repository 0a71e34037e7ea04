"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../lib/cn";
import { menuItemClass, popupClass } from "../overlays/popup";
import { useFieldControl } from "./field";
import { controlClass } from "./input";

export type SelectOption<V extends string> = { value: V; label: ReactNode; description?: ReactNode };

/** Renders a dropdown. Outside of a `Field` it needs a `label`. */
export function Select<V extends string>(props: {
  value: V | undefined;
  onValueChange: (value: V) => void;
  options: readonly SelectOption<V>[];
  label?: string;
  placeholder?: string;
  disabled?: boolean;
  name?: string;
  className?: string;
}) {
  const control = useFieldControl();
  return (
    <Base.Root
      disabled={props.disabled}
      items={props.options}
      name={props.name}
      onValueChange={(value) => value !== null && props.onValueChange(value as V)}
      value={props.value ?? null}
    >
      <Base.Trigger
        {...control}
        aria-label={props.label}
        className={cn(controlClass, "flex h-8 items-center justify-between gap-2 px-2.5 text-left", props.className)}
      >
        <Base.Value className="truncate data-[placeholder]:text-subtle" placeholder={props.placeholder ?? "Choose…"} />
        <Base.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-subtle" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner alignItemWithTrigger={false} className="z-60" sideOffset={4}>
          <Base.Popup className={cn(popupClass, "max-h-80 min-w-(--anchor-width) overflow-auto p-1 scroll-thin")}>
            <Base.List>
              {props.options.map((option) => (
                <Base.Item className={cn(menuItemClass, "pr-7")} key={option.value} value={option.value}>
                  <span className="flex flex-col">
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.description && <span className="text-subtle text-xs">{option.description}</span>}
                  </span>
                  <Base.ItemIndicator className="-mr-5 ml-auto">
                    <Check aria-hidden className="size-3.5" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
