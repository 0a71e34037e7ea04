"use client";
import { cn, Kbd } from "@millrace/ui";
import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link in the navigation rail. */
export function NavLink(props: { href: string; label: string; icon: LucideIcon; keys?: string; badge?: ReactNode }) {
  const pathname = usePathname();
  const active = pathname === props.href || pathname.startsWith(`${props.href}/`);
  const Icon = props.icon;
  return (
    <Link
      aria-current={active ? "page" : undefined}
      className={cn(
        "group flex h-8 items-center gap-2.5 rounded-md px-2 text-sm no-underline pointer-coarse:h-11",
        active ? "bg-selected font-medium text-fg" : "text-muted hover:bg-hover hover:text-fg",
      )}
      href={props.href}
    >
      <Icon
        aria-hidden
        className={cn("size-4 shrink-0", active ? "text-accent-text" : "text-subtle group-hover:text-fg")}
      />
      <span className="min-w-0 flex-1 truncate">{props.label}</span>
      {props.badge}
      {props.keys && (
        <span aria-hidden className="hidden group-hover:inline">
          <Kbd>{props.keys}</Kbd>
        </span>
      )}
    </Link>
  );
}
