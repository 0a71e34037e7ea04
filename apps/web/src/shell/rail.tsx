"use client";
import { Badge, Kbd } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { Search, Settings } from "lucide-react";
import { deploymentPaths } from "@/lib/paths";
import { useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { AccountMenu } from "./account-menu";
import { DeploymentSwitcher } from "./deployment-switcher";
import { NavLink } from "./nav-link";
import { NAVIGATION } from "./navigation";
import { OrganizationSwitcher } from "./organization-switcher";
import { useShell } from "./shell-context";

/** The navigation rail; on a phone, the same in a sheet. */
export function Rail({ deployment }: { deployment: string }) {
  const { org, paths } = useOrg();
  const pages = deploymentPaths(org, deployment);
  const { openPalette } = useShell();
  return (
    <div className="flex h-full flex-col gap-3 p-2.5">
      <div className="flex flex-col gap-1.5">
        <OrganizationSwitcher />
        <DeploymentSwitcher current={deployment} />
        <button
          className="flex h-8 items-center gap-2 rounded-md border bg-surface px-2 text-left text-sm text-subtle hover:bg-hover"
          onClick={openPalette}
          type="button"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1">Search</span>
          <Kbd>⌘K</Kbd>
        </button>
      </div>
      <nav aria-label="Main" className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto scroll-thin">
        {NAVIGATION.map((group) => (
          <div key={group.label ?? "top"}>
            {group.label && <h2 className="px-2 pb-1 font-medium text-2xs text-subtle">{group.label}</h2>}
            <ul className="flex flex-col gap-px">
              {group.items.map((item) => (
                <li key={item.id}>
                  <NavLink
                    badge={item.id === "incidents" ? <OpenIncidents deployment={deployment} /> : undefined}
                    href={pages[item.id]}
                    icon={item.icon}
                    keys={`g ${item.key}`}
                    label={item.label}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="flex flex-col gap-px border-t pt-2">
        <NavLink
          href={paths.settings("general").replace(/\/general$/, "")}
          icon={Settings}
          keys="g s"
          label="Settings"
        />
        <AccountMenu />
      </div>
    </div>
  );
}

function OpenIncidents({ deployment }: { deployment: string }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const open = useQuery(trpc.incident.counts.queryOptions({ org, deployment }, { staleTime: 30_000, retry: false }));
  const count = open.data?.OPEN ?? 0;
  if (count === 0) return null;
  return (
    <Badge className="rounded-full tabular" tone="danger">
      {count} <span className="sr-only">open</span>
    </Badge>
  );
}
