"use client";
import { Menu, MenuGroup, MenuItem, MenuLink, MenuRadioGroup, MenuSeparator } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { Gauge, Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import Link from "next/link";
import { signOut } from "@/lib/auth-client";
import type { Theme } from "@/lib/theme";
import { useTRPC } from "@/lib/trpc";
import { useShell } from "./shell-context";
import { useTheme } from "./theme-provider";

const themes: readonly { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: "system", label: "System", icon: <Monitor /> },
  { value: "light", label: "Light", icon: <Sun /> },
  { value: "dark", label: "Dark", icon: <Moon /> },
];

/** The signed-in user, theme selection, and sign-out. */
export function AccountMenu() {
  const trpc = useTRPC();
  const me = useQuery(trpc.account.me.queryOptions(undefined, { staleTime: 60_000 }));
  const { theme, setTheme } = useTheme();
  const { openShortcuts } = useShell();
  const name = me.data?.name ?? "";
  return (
    <Menu
      align="start"
      className="w-56"
      side="top"
      trigger={
        <button
          aria-label={name ? `Account of ${name}` : "Account"}
          className="flex h-9 items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover"
          type="button"
        >
          <span
            aria-hidden
            className="flex size-6 items-center justify-center rounded-full bg-accent-soft font-medium text-2xs text-accent-text"
          >
            {initials(name)}
          </span>
          <span className="min-w-0 flex-1 truncate text-muted text-sm">{name}</span>
        </button>
      }
    >
      <MenuLink icon={<UserRound />} render={<Link href="/account" />}>
        Account
      </MenuLink>
      {me.data?.isOperator && (
        <MenuLink icon={<Gauge />} render={<Link href="/operator" />}>
          Platform operator
        </MenuLink>
      )}
      <MenuItem icon={<Keyboard />} onClick={openShortcuts} shortcut="?">
        Keyboard shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuGroup label="Theme">
        <MenuRadioGroup onValueChange={setTheme} options={themes} value={theme} />
      </MenuGroup>
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onClick={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words.length > 1 ? `${words[0]![0]}${words.at(-1)![0]}`.toUpperCase() : name.slice(0, 2).toUpperCase();
}
