"use client";
import { Button, EmptyState, PageHeader, Skeleton, SkeletonRows, Tabs } from "@millrace/ui";
import type { LineageNode } from "@millrace/ui/lineage";
import { FilterX } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect, useMemo, useState } from "react";
import { useScope } from "@/lib/scope";
import { QueryView } from "../../shared/query-view";
import { TextLink } from "../../shared/text-link";
import { NoAssets } from "../assets/catalog/no-assets";
import { LaunchAssets, locationsOf } from "../assets/launch-assets-dialog";
import { SelectionField } from "../assets/selection/selection-field";
import { isValidSelection, useSelection } from "../assets/selection/use-selection";
import { type GraphAsset, toLineageNodes, useAssetGraph, useLineageStates } from "../assets/use-assets";
import { LineagePanel } from "./lineage-panel";

const LineageGraph = dynamic(() => import("@millrace/ui/lineage").then((module) => module.LineageGraph), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full rounded-none" label="Loading the graph" />,
});
const LineageList = dynamic(() => import("@millrace/ui/lineage").then((module) => module.LineageList), {
  ssr: false,
  loading: () => <SkeletonRows label="Loading the list" />,
});
const GROUPS_OPEN_NODES_MAX = 150;

/** A deployment's asset lineage, as a graph or a list. */
export function LineagePage() {
  const graph = useAssetGraph();
  return (
    <QueryView loading={<Skeleton className="m-6 h-[70vh]" />} query={graph} what="lineage">
      {({ assets }) => (assets.length === 0 ? <NoAssets /> : <Lineage assets={assets} />)}
    </QueryView>
  );
}

function Lineage({ assets }: { assets: readonly GraphAsset[] }) {
  const { paths } = useScope();
  const router = useRouter();
  const [state, setState] = useQueryStates({
    q: parseAsString.withDefault(""),
    view: parseAsStringLiteral(["graph", "list"]),
    sel: parseAsArrayOf(parseAsString).withDefault([]),
  });
  const shown = useSelection(assets, state.q);
  const nodes = useMemo(() => toLineageNodes(shown), [shown]);
  const states = useLineageStates(useMemo(() => nodes.map((node) => node.id), [nodes]));
  const [expanded, setExpanded] = useExpanded(nodes);
  const isNarrow = useNarrow();
  const view = state.view ?? (isNarrow ? "list" : "graph");
  const selected = useMemo(() => new Set(state.sel), [state.sel]);
  const select = (next: ReadonlySet<string>) => void setState({ sel: next.size > 0 ? [...next] : null });
  const groups = useMemo(() => new Set(nodes.map((node) => node.group)), [nodes]);
  const launchable =
    selected.size > 0 ? [...selected] : shown.filter((asset) => !asset.external).map((asset) => asset.key);
  const all = selected.size === 0 && state.q.trim() === "";

  return (
    <div className="flex h-full min-h-[36rem] flex-col">
      <div className="px-4 pt-5 sm:px-6">
        <PageHeader
          actions={
            <LaunchAssets
              all={all}
              keys={launchable}
              locations={locationsOf(assets, launchable)}
              valid={isValidSelection(state.q)}
            />
          }
          title="Lineage"
        />
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2 pb-2">
          <SelectionField
            assets={assets}
            className="w-full sm:w-96"
            onChange={(q) => void setState({ q: q || null })}
            value={state.q}
          />
          <span className="py-1.5 text-subtle text-xs tabular" role="status">
            {shown.length === assets.length ? `${assets.length} assets` : `${shown.length} of ${assets.length} assets`}
          </span>
          <div className="ml-auto flex items-center gap-1">
            <Button onClick={() => setExpanded(expanded.size > 0 ? new Set() : groups)} size="sm" variant="ghost">
              {expanded.size > 0 ? "Collapse all" : "Expand all"}
            </Button>
          </div>
        </div>
        <Tabs
          items={[
            { value: "graph", label: "Graph" },
            { value: "list", label: "List" },
          ]}
          label="View"
          onValueChange={(next) => void setState({ view: next })}
          value={view}
        />
      </div>
      <div className="relative flex min-h-0 flex-1">
        {nodes.length === 0 ? (
          <EmptyState icon={<FilterX />} title="No matching assets">
            The selection <code className="font-mono">{state.q}</code> matches no assets.
          </EmptyState>
        ) : view === "graph" ? (
          <LineageGraph
            className="min-w-0 flex-1"
            expanded={expanded}
            nodes={nodes}
            onExpandedChange={setExpanded}
            onOpen={(key) => router.push(paths.asset(key))}
            onSelectedChange={select}
            selected={selected}
            states={states}
          />
        ) : (
          <div className="min-w-0 flex-1 overflow-y-auto bg-surface">
            <LineageList
              expanded={expanded}
              nodes={nodes}
              onExpandedChange={setExpanded}
              onSelectedChange={select}
              renderLink={(node) => (
                <TextLink className="truncate font-mono text-xs" href={paths.asset(node.id)}>
                  {node.label}
                </TextLink>
              )}
              selected={selected}
              states={states}
            />
          </div>
        )}
        {selected.size > 0 && !isNarrow && (
          <LineagePanel assets={assets} onClose={() => select(new Set())} selected={selected} states={states} />
        )}
      </div>
    </div>
  );
}

/** Expanded groups: all in a small graph, none in a large one, until the viewer changes them. */
function useExpanded(nodes: readonly LineageNode[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const byDefault = useMemo(
    () => new Set(nodes.length <= GROUPS_OPEN_NODES_MAX ? nodes.map((node) => node.group) : []),
    [nodes],
  );
  return [chosen ?? byDefault, setChosen] as const;
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(false);
  useEffect(() => {
    const media = window.matchMedia("(max-width: 767px)");
    const update = () => setNarrow(media.matches);
    update();
    media.addEventListener("change", update);
    return () => media.removeEventListener("change", update);
  }, []);
  return narrow;
}
