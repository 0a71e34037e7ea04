"use client";
import { Menu, MenuGroup, MenuLink, MenuSeparator } from "@millrace/ui";
import { ChevronsUpDown, Settings2 } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { deploymentPaths, organizationPaths } from "@/lib/paths";
import { useOrg, useOrganization } from "@/lib/scope";
import { DeploymentDot } from "./deployment-dot";

/** The current deployment. Switching stays on the same page. */
export function DeploymentSwitcher({ current }: { current: string }) {
  const { org } = useOrg();
  const organization = useOrganization();
  const pathname = usePathname();
  const deployments = organization.data?.deployments ?? [];
  const here = deployments.find((deployment) => deployment.name === current);
  const section = pathname.split("/")[4] ?? "overview";
  const isPage = section in deploymentPaths(org, current);
  const hrefOf = (name: string) =>
    `/o/${encodeURIComponent(org)}/${encodeURIComponent(name)}/${isPage ? section : "overview"}`;
  return (
    <Menu
      align="start"
      className="w-56"
      trigger={
        <button
          aria-label={`Deployment ${current}. Switch deployment`}
          className="flex h-8 w-full items-center gap-2 rounded-md border bg-surface px-2 text-left hover:bg-hover"
          type="button"
        >
          <DeploymentDot kind={here?.kind ?? "standard"} />
          <span className="min-w-0 flex-1 truncate text-sm">{current}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-subtle" />
        </button>
      }
    >
      <MenuGroup label="Deployments">
        {deployments.map((deployment) => (
          <MenuLink
            icon={<DeploymentDot kind={deployment.kind} />}
            key={deployment.name}
            render={<Link href={hrefOf(deployment.name)} />}
          >
            {deployment.name}
          </MenuLink>
        ))}
      </MenuGroup>
      <MenuSeparator />
      <MenuLink icon={<Settings2 />} render={<Link href={organizationPaths(org).settings("deployments")} />}>
        Manage deployments
      </MenuLink>
    </Menu>
  );
}
