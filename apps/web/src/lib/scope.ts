"use client";
import type { Permission } from "@millrace/core/identity";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "next/navigation";
import { deploymentPaths, organizationPaths } from "./paths";
import { useTRPC } from "./trpc";

/** The organization in the page's URL. */
export function useOrg() {
  const params = useParams<{ org: string }>();
  const org = decodeURIComponent(params.org ?? "");
  return { org, paths: organizationPaths(org) };
}

/** The organization and deployment in the page's URL, the input of every deployment-scoped query. */
export function useScope() {
  const params = useParams<{ org: string; deployment: string }>();
  const org = decodeURIComponent(params.org ?? "");
  const deployment = decodeURIComponent(params.deployment ?? "");
  return { org, deployment, scope: { org, deployment }, paths: deploymentPaths(org, deployment) };
}

/** Whether the server permits the viewer to do something here; false while unknown. */
export function useCan(): (permission: Permission) => boolean {
  const { deployment } = useScope();
  const { data } = useOrganization();
  const here = data?.deployments.find((each) => each.name === deployment) ?? data;
  return (permission) => here?.permissions.includes(permission) ?? false;
}

/** Name, deployments, role, and capabilities of the current organization. */
export function useOrganization() {
  const trpc = useTRPC();
  const { org } = useOrg();
  return useQuery(trpc.organization.get.queryOptions({ org }, { staleTime: 60_000, enabled: org !== "" }));
}
