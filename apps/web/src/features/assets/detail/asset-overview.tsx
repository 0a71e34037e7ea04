"use client";
import { EmptyState, MetricPlot, Section, StatusText, shortId, Time } from "@millrace/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Boxes } from "lucide-react";
import { useMemo } from "react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { TextLink } from "../../../shared/text-link";
import { MetadataList } from "../../metadata/metadata-list";
import { checksText } from "../asset-status";
import { useLineageStates } from "../use-assets";
import type { AssetData } from "./asset-data";
import { FailedCallout } from "./failed-callout";
import { seriesOf } from "./metric-series";
import { StaleCallout } from "./stale-callout";

/** An asset at a glance: latest value, metrics, upstream, and downstream. */
export function AssetOverview({ data }: { data: AssetData }) {
  const { paths } = useScope();
  const { state, definition } = data;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1fr_20rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <FailedCallout state={state} />
        <StaleCallout reasons={data.staleBecause} />
        <Section
          action={
            state?.lastRunId &&
            state.lastStatus === "SUCCESS" && (
              <TextLink className="font-mono font-normal text-muted text-xs" href={paths.run(state.lastRunId)}>
                run {shortId(state.lastRunId)}
              </TextLink>
            )
          }
          title="Last materialization"
        >
          {state?.lastMaterializedAt ? (
            <div className="flex flex-col gap-4">
              <p className="text-muted">
                <Time focusable value={state.lastMaterializedAt} />
                {checksText(state.checks) && ` · ${checksText(state.checks)}`}
                {state.codeVersion !== null && ` · code version ${state.codeVersion}`}
                {state.dataVersion !== null && (
                  <>
                    {" · data version "}
                    <code className="font-mono text-xs">{state.dataVersion.slice(0, 8)}</code>
                  </>
                )}
              </p>
              <MetadataList location={data.location} metadata={state.lastMetadata} />
            </div>
          ) : (
            <EmptyState className="py-8" icon={<Boxes />} title="Never materialized">
              {definition.external
                ? "This asset is computed in another code location and only read here."
                : "Materialize this asset to see its metadata, value, and history."}
            </EmptyState>
          )}
        </Section>
        <Metrics assetKey={definition.key} />
      </div>
      <div className="flex flex-col gap-5">
        <Neighbors empty="No upstream assets." keys={data.upstream} title="Upstream" />
        <Neighbors empty="No downstream assets." keys={data.downstream} title="Downstream" />
      </div>
    </div>
  );
}

function Metrics({ assetKey }: { assetKey: string }) {
  const trpc = useTRPC();
  const { scope, paths } = useScope();
  const history = useInfiniteQuery(
    trpc.asset.materializations.infiniteQueryOptions(
      { ...scope, key: assetKey },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const first = history.data?.pages[0]?.data;
  const series = useMemo(
    () => seriesOf(first ?? [], (id) => paths.run(id)).filter(({ points }) => points.length > 1),
    [first, paths],
  );
  if (series.length === 0) return null;
  return (
    <Section title="Metrics">
      <div className="grid gap-6 sm:grid-cols-2">
        {series.map((metric) => (
          <MetricPlot key={metric.name} {...metric} />
        ))}
      </div>
    </Section>
  );
}

function Neighbors({ title, keys, empty }: { title: string; keys: readonly string[]; empty: string }) {
  const { paths } = useScope();
  const states = useLineageStates(keys);
  return (
    <Section flush title={title}>
      {keys.length === 0 ? (
        <p className="p-4 text-muted">{empty}</p>
      ) : (
        <ul className="divide-y">
          {keys.map((key) => (
            <li className="flex items-center gap-3 px-4 py-2" key={key}>
              <TextLink className="min-w-0 flex-1 truncate font-mono font-normal text-xs" href={paths.asset(key)}>
                {key}
              </TextLink>
              <StatusText className="text-muted text-xs" status={states.get(key)?.status} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
