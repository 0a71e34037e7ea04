"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { cn } from "../lib/cn";
import { menuItemClass, popupClass } from "../overlays/popup";
import { Kbd } from "../text/kbd";

/** Renders a list of actions behind a button. */
export function Menu(props: {
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  className?: string;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner align={props.align ?? "end"} className="z-50" side={props.side ?? "bottom"} sideOffset={4}>
          <Base.Popup
            className={cn(popupClass, "max-h-[70vh] min-w-48 overflow-y-auto p-1 scroll-thin", props.className)}
          >
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type ItemProps = { icon?: ReactNode; shortcut?: string; danger?: boolean; children: ReactNode };

function ItemBody({ icon, shortcut, children }: ItemProps) {
  return (
    <>
      {icon && (
        <span className="flex size-4 shrink-0 items-center justify-center text-subtle [&_svg]:size-4">{icon}</span>
      )}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </>
  );
}

export function MenuItem({
  icon,
  shortcut,
  danger,
  children,
  className,
  ...props
}: ComponentProps<typeof Base.Item> & ItemProps) {
  return (
    <Base.Item {...props} className={cn(menuItemClass, danger && "text-danger-text", className as string)}>
      <ItemBody icon={icon} shortcut={shortcut}>
        {children}
      </ItemBody>
    </Base.Item>
  );
}

/** Renders a menu item that is a real link, so that it can be opened in a new tab. */
export function MenuLink({
  icon,
  shortcut,
  children,
  className,
  ...props
}: ComponentProps<typeof Base.LinkItem> & ItemProps) {
  return (
    <Base.LinkItem closeOnClick {...props} className={cn(menuItemClass, "text-fg no-underline", className as string)}>
      <ItemBody icon={icon} shortcut={shortcut}>
        {children}
      </ItemBody>
    </Base.LinkItem>
  );
}

export function MenuCheckbox(props: {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Base.CheckboxItem checked={props.checked} className={menuItemClass} onCheckedChange={props.onCheckedChange}>
      <span className="flex size-4 items-center justify-center">
        <Base.CheckboxItemIndicator>
          <Check aria-hidden className="size-3.5" />
        </Base.CheckboxItemIndicator>
      </span>
      <span className="flex-1 truncate">{props.children}</span>
    </Base.CheckboxItem>
  );
}

export function MenuRadioGroup<V extends string>(props: {
  value: V;
  onValueChange: (value: V) => void;
  options: readonly { value: V; label: ReactNode; icon?: ReactNode }[];
}) {
  return (
    <Base.RadioGroup onValueChange={(value) => props.onValueChange(value as V)} value={props.value}>
      {props.options.map((option) => (
        <Base.RadioItem className={menuItemClass} closeOnClick key={option.value} value={option.value}>
          {option.icon && <span className="text-subtle [&_svg]:size-4">{option.icon}</span>}
          <span className="flex-1">{option.label}</span>
          <Base.RadioItemIndicator>
            <Check aria-hidden className="size-3.5" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-1 font-medium text-2xs text-subtle">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-border" />;
}
