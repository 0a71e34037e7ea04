"use client";
import { useRender } from "@base-ui/react/use-render";
import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { cn } from "../lib/cn";
import { Tooltip } from "../overlays/tooltip";

export const buttonClass = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium text-sm transition-colors disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-accent-contrast hover:bg-accent-hover",
        secondary: "border-border-strong bg-surface text-fg shadow-card hover:bg-hover",
        ghost: "border-transparent bg-transparent text-muted hover:bg-hover hover:text-fg",
        danger: "border-transparent bg-danger text-danger-contrast hover:brightness-95",
        dangerOutline: "border-border-strong bg-surface text-danger-text hover:bg-danger-soft",
      },
      size: { sm: "h-7 px-2 text-xs", md: "h-8 px-3", lg: "h-10 px-4 text-base" },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonClass> & {
    /** Renders another element styled as a button, such as a link. */
    render?: ReactElement<Record<string, unknown>>;
    /** True while the action is in progress. The button keeps its width and announces that it is busy. */
    pending?: boolean;
  };

/** Renders an action with a label. Use `render={<Link href=… />}` for navigation. */
export function Button({ variant, size, className, render, pending, children, disabled, ...props }: ButtonProps) {
  return useRender({
    render,
    defaultTagName: "button",
    props: {
      ...(render ? {} : { type: "button", disabled: disabled || pending }),
      ...props,
      "aria-busy": pending || undefined,
      className: cn(buttonClass({ variant, size }), className),
      children: (
        <>
          {pending && <LoaderCircle aria-hidden className="animate-status-spin" />}
          {children}
        </>
      ),
    },
  });
}

export type IconButtonProps = Omit<ButtonProps, "children" | "aria-label"> & {
  /** Accessible name, also shown as the tooltip. */
  label: string;
  shortcut?: string;
  children: ReactNode;
};

/** Renders a square button with an icon. Its name is required, and shown on hover and focus. */
export function IconButton({ label, shortcut, className, size = "md", variant = "ghost", ...props }: IconButtonProps) {
  const square = size === "sm" ? "w-7 px-0" : size === "lg" ? "w-10 px-0" : "w-8 px-0";
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <Button aria-label={label} className={cn(square, className)} size={size} variant={variant} {...props} />
    </Tooltip>
  );
}
