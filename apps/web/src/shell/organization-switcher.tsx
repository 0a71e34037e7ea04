"use client";
import { Menu, MenuGroup, MenuLink, MenuSeparator } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown, Plus } from "lucide-react";
import Link from "next/link";
import { organizationPaths } from "@/lib/paths";
import { useOrg, useOrganization } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Logo } from "./logo";

/** The current organization and the viewer's other organizations. */
export function OrganizationSwitcher() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const current = useOrganization();
  const all = useQuery(trpc.organization.list.queryOptions(undefined, { staleTime: 60_000 }));
  const name = current.data?.name ?? org;
  return (
    <Menu
      align="start"
      className="w-60"
      trigger={
        <button
          aria-label={`Organization ${name}. Switch organization`}
          className="flex h-9 w-full items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover"
          type="button"
        >
          <Logo className="size-6 shrink-0" />
          <span className="min-w-0 flex-1 truncate font-semibold text-sm">{name}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-subtle" />
        </button>
      }
    >
      <MenuGroup label="Organizations">
        {(all.data ?? []).map((each) => (
          <MenuLink key={each.slug} render={<Link href={organizationPaths(each.slug).home} />}>
            {each.name}
          </MenuLink>
        ))}
      </MenuGroup>
      <MenuSeparator />
      <MenuLink icon={<Plus />} render={<Link href="/new" />}>
        New organization
      </MenuLink>
    </Menu>
  );
}
