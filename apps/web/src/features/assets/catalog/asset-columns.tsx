"use client";
import { Badge, type Column, StatusText, Time } from "@millrace/ui";
import type { deploymentPaths } from "@/lib/paths";
import { TextLink } from "../../../shared/text-link";
import { assetStatus, checksText } from "../asset-status";
import type { GraphAsset, useAssetStates } from "../use-assets";

/** Columns of the catalog. Statuses load after the structure. */
export function assetColumns(
  paths: ReturnType<typeof deploymentPaths>,
  states: ReturnType<typeof useAssetStates>,
): Column<GraphAsset>[] {
  return [
    {
      id: "key",
      header: "Asset",
      className: "max-w-40 sm:max-w-80",
      cell: (asset) => (
        <span className="flex min-w-0 items-center gap-2">
          <TextLink className="truncate font-mono text-xs" href={paths.asset(asset.key)}>
            {asset.key}
          </TextLink>
          {asset.kinds.slice(0, 2).map((kind) => (
            <Badge className="max-sm:hidden" key={kind}>
              {kind}
            </Badge>
          ))}
        </span>
      ),
    },
    {
      id: "state",
      header: "Status",
      className: "sm:w-44",
      cell: (asset) => {
        if (asset.external) return <span className="text-subtle">External</span>;
        const state = states.get(asset.key);
        return <StatusText status={state === undefined ? undefined : assetStatus(state)} />;
      },
    },
    {
      id: "last",
      header: "Last materialized",
      from: "sm",
      cell: (asset) => {
        const state = states.get(asset.key);
        return state !== undefined && <Time className="text-muted" empty="Never" value={state?.lastMaterializedAt} />;
      },
    },
    {
      id: "checks",
      header: "Checks",
      from: "lg",
      cell: (asset) => <span className="text-muted">{checksText(states.get(asset.key)?.checks)}</span>,
    },
    { id: "group", header: "Group", from: "md", cell: (asset) => <span className="text-muted">{asset.group}</span> },
    {
      id: "owners",
      header: "Owners",
      from: "lg",
      cell: (asset) => <span className="text-muted">{asset.owners.join(", ")}</span>,
    },
    {
      id: "location",
      header: "Code location",
      from: "xl",
      cell: (asset) =>
        asset.codeLocation && (
          <TextLink className="font-normal text-muted" href={paths.location(asset.codeLocation)}>
            {asset.codeLocation}
          </TextLink>
        ),
    },
  ];
}
