"use client";
import { Badge, CodeBlock, EmptyState, Section, SkeletonRows, StatusBadge, StatusIcon, Time } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { RunLink } from "../../../shared/run-link";
import type { AssetData } from "./asset-data";

const example = `check(revenue, "not_empty", {}, async ({ value }) => ({ passed: value.length > 0 }));`;
const statusOf = (result: { passed: boolean; severity: string }) =>
  result.passed ? "PASS" : result.severity === "warn" ? "WARN" : "FAIL";

/** An asset's checks with their latest results. */
export function AssetChecks({ data }: { data: AssetData }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const results = useQuery(trpc.asset.checks.queryOptions({ ...scope, key: data.definition.key }));
  if (data.checks.length === 0) {
    return (
      <Section title="Checks">
        <EmptyState className="py-8" icon={<ListChecks />} title="No checks">
          <p>Checks run after each materialization. A failed blocking check stops downstream steps.</p>
          <CodeBlock code={example} />
        </EmptyState>
      </Section>
    );
  }
  if (results.isPending) return <SkeletonRows label="Loading checks" />;
  return (
    <div className="flex flex-col gap-4">
      {data.checks.map((check) => {
        const own = (results.data ?? []).filter((result) => result.check === check.name);
        const last = own[0];
        return (
          <Section
            action={last ? <StatusBadge status={statusOf(last)} /> : <Badge>Not run yet</Badge>}
            description={check.description}
            key={check.name}
            title={
              <span className="flex items-center gap-2">
                <span className="font-mono">{check.name}</span>
                {check.blocking && <Badge tone="outline">Blocking</Badge>}
                {check.severity === "warn" && <Badge tone="outline">Warning only</Badge>}
              </span>
            }
          >
            {last ? (
              <ol className="space-y-1.5">
                {own.slice(0, 10).map((result) => (
                  <li className="flex flex-wrap items-center gap-x-3" key={String(result.id)}>
                    <StatusIcon className="size-3.5" status={statusOf(result)} />
                    <Time className="text-muted" mode="absolute" value={result.at} />
                    <RunLink className="font-normal text-muted text-xs" id={result.runId} />
                    <span className="min-w-0 break-words">{result.message}</span>
                  </li>
                ))}
              </ol>
            ) : (
              <p className="text-muted">Runs with the next materialization.</p>
            )}
          </Section>
        );
      })}
    </div>
  );
}
