"use client";
import { Card, DataTable, EmptyState, PageHeader } from "@millrace/ui";
import { FilterX } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { useScope } from "@/lib/scope";
import { Page } from "../../../shared/page";
import { QueryView } from "../../../shared/query-view";
import { LaunchAssets, locationsOf } from "../launch-assets-dialog";
import { SelectionField } from "../selection/selection-field";
import { isValidSelection, useSelection } from "../selection/use-selection";
import { type GraphAsset, useAssetGraph, useAssetStates } from "../use-assets";
import { assetColumns } from "./asset-columns";
import { NoAssets } from "./no-assets";

const ROWS_STEP = 200;

/** The asset catalog of a deployment. */
export function AssetsPage() {
  const graph = useAssetGraph();
  return (
    <Page wide>
      <QueryView query={graph} what="assets">
        {({ assets }) =>
          assets.length === 0 ? (
            <>
              <PageHeader title="Assets" />
              <Card>
                <NoAssets />
              </Card>
            </>
          ) : (
            <Catalog assets={assets} />
          )
        }
      </QueryView>
    </Page>
  );
}

function Catalog({ assets }: { assets: readonly GraphAsset[] }) {
  const { paths } = useScope();
  const [q, setQ] = useQueryState("q", parseAsString.withDefault(""));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [rowsMax, setRowsMax] = useState(ROWS_STEP);
  const shown = useSelection(assets, q);
  const rows = useMemo(() => shown.slice(0, rowsMax), [shown, rowsMax]);
  const states = useAssetStates(useMemo(() => rows.map((asset) => asset.key), [rows]));
  const columns = useMemo(() => assetColumns(paths, states), [paths, states]);
  const keys = chosen.size > 0 ? [...chosen] : shown.filter((asset) => !asset.external).map((asset) => asset.key);
  return (
    <>
      <PageHeader
        actions={
          <LaunchAssets
            all={chosen.size === 0 && q.trim() === ""}
            keys={keys}
            locations={locationsOf(assets, keys)}
            valid={isValidSelection(q)}
          />
        }
        title="Assets"
      />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 pb-3">
        <SelectionField
          assets={assets}
          className="w-full sm:w-96"
          onChange={(next) => void setQ(next || null)}
          value={q}
        />
        <span className="py-1.5 text-subtle text-xs tabular" role="status">
          {shown.length === assets.length ? `${assets.length} assets` : `${shown.length} of ${assets.length} assets`}
        </span>
      </div>
      <Card className="overflow-hidden">
        {shown.length === 0 ? (
          <EmptyState icon={<FilterX />} title="No matching assets">
            The selection <code className="font-mono">{q}</code> matches no assets.
          </EmptyState>
        ) : (
          <DataTable
            caption="Assets"
            columns={columns}
            footer={
              shown.length > rows.length && (
                <button
                  className="h-9 w-full border-t text-muted text-xs hover:bg-hover"
                  onClick={() => setRowsMax(rowsMax + ROWS_STEP)}
                  type="button"
                >
                  Show {Math.min(ROWS_STEP, shown.length - rows.length)} more
                </button>
              )
            }
            rowKey={(asset) => asset.key}
            rows={rows}
            selection={{ selected: chosen, onChange: setChosen }}
          />
        )}
      </Card>
    </>
  );
}
