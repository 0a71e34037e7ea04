"use client";
import { Breadcrumbs, PageHeader, StatusBadge, TabPanel, Tabs } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../../../shared/page";
import { QueryView } from "../../../shared/query-view";
import { assetStatus } from "../asset-status";
import { LaunchAssets } from "../launch-assets-dialog";
import { AssetChecks } from "./asset-checks";
import type { AssetData } from "./asset-data";
import { AssetDefinition } from "./asset-definition";
import { AssetMaterializations } from "./asset-materializations";
import { AssetMenu } from "./asset-menu";
import { AssetOverview } from "./asset-overview";
import { AssetPartitions } from "./asset-partitions";
import { AssetState } from "./state/asset-state";

const TABS = ["overview", "partitions", "materializations", "checks", "state", "definition"] as const;

/** An asset page: health, metrics, checks, partitions, and definition. */
export function AssetPage({ assetKey }: { assetKey: string }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const asset = useQuery(trpc.asset.get.queryOptions({ ...scope, key: assetKey }));
  return (
    <Page>
      <QueryView query={asset} what="asset">
        {(data) => <AssetContent data={data} />}
      </QueryView>
    </Page>
  );
}

function AssetContent({ data }: { data: AssetData }) {
  const { paths } = useScope();
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("overview"));
  const { definition, state } = data;
  return (
    <>
      <PageHeader
        actions={
          <>
            {!definition.external && <LaunchAssets keys={[definition.key]} />}
            <AssetMenu data={data} />
          </>
        }
        description={definition.description}
        eyebrow={
          <Breadcrumbs
            items={[
              <Link href={paths.assets} key="assets">
                Assets
              </Link>,
              ...(definition.group
                ? [
                    <Link href={`${paths.assets}?q=${encodeURIComponent(`group:"${definition.group}"`)}`} key="group">
                      {definition.group}
                    </Link>,
                  ]
                : []),
              definition.key,
            ]}
          />
        }
        meta={<StatusBadge label={definition.external ? "External" : undefined} status={assetStatus(state)} />}
        title={<span className="font-mono">{definition.key}</span>}
      />
      <Tabs
        items={[
          { value: "overview", label: "Overview" },
          ...(definition.partitions ? [{ value: "partitions" as const, label: "Partitions" }] : []),
          { value: "materializations", label: "Materializations" },
          { value: "checks", label: "Checks", count: data.checks.length },
          ...(definition.external ? [] : [{ value: "state" as const, label: "State" }]),
          { value: "definition", label: "Definition" },
        ]}
        label="Asset views"
        onValueChange={(next) => void setTab(next)}
        value={tab}
      >
        <TabPanel className="pt-5" value="overview">
          <AssetOverview data={data} />
        </TabPanel>
        {definition.partitions && (
          <TabPanel className="pt-5" value="partitions">
            <AssetPartitions assetKey={definition.key} />
          </TabPanel>
        )}
        <TabPanel className="pt-5" value="materializations">
          <AssetMaterializations assetKey={definition.key} />
        </TabPanel>
        <TabPanel className="pt-5" value="checks">
          <AssetChecks data={data} />
        </TabPanel>
        <TabPanel className="pt-5" value="state">
          <AssetState data={data} />
        </TabPanel>
        <TabPanel className="pt-5" value="definition">
          <AssetDefinition data={data} />
        </TabPanel>
      </Tabs>
    </>
  );
}
