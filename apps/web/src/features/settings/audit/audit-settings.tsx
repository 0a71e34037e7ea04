"use client";
import { AUDIT_FORMATS, type AuditFormat } from "@millrace/core/identity";
import { Badge, Button, Callout, type Column, DataTable, EmptyState, Section, SkeletonRows, Time } from "@millrace/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Download, ScrollText, ShieldCheck } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useOrg } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { TextFilter } from "../../../shared/filter-button";
import { LoadMore } from "../../../shared/load-more";
import { QueryError } from "../../../shared/query-view";

type Entry = Outputs["audit"]["list"]["data"][number];

const columns: Column<Entry>[] = [
  {
    id: "at",
    header: "Time",
    className: "w-40",
    cell: (entry) => <Time className="text-muted" mode="absolute" seconds value={entry.at} />,
  },
  {
    id: "who",
    header: "Actor",
    cell: (entry) => (
      <span className="flex max-w-56 items-center gap-2">
        <span className="truncate" title={entry.actorName}>
          {entry.actorName}
        </span>
        {entry.actorKind !== "user" && <Badge>{entry.actorKind}</Badge>}
      </span>
    ),
  },
  { id: "action", header: "Action", cell: (entry) => <code className="font-mono text-xs">{entry.action}</code> },
  {
    id: "target",
    header: "Target",
    from: "sm",
    cell: (entry) => <code className="block max-w-56 truncate font-mono text-muted text-xs">{entry.target}</code>,
  },
  {
    id: "details",
    header: "Details",
    from: "xl",
    className: "w-full max-w-0", // the space that the other columns leave
    cell: (entry) =>
      entry.details != null && (
        <code className="block truncate font-mono text-subtle text-xs" title={JSON.stringify(entry.details, null, 2)}>
          {JSON.stringify(entry.details)}
        </code>
      ),
  },
  {
    id: "ip",
    header: "IP address",
    from: "xl",
    cell: (entry) => <span className="font-mono text-subtle text-xs">{entry.ip}</span>,
  },
];

function verdictText({ entries, brokenAt, missing }: Outputs["audit"]["verify"]): string {
  if (brokenAt) return `Verification failed at entry ${brokenAt}. An entry was changed or removed.`;
  if (missing > 0) return `Verification failed. The newest entries are missing (${missing} of ${entries + missing}).`;
  return `All ${entries} entries verified. Nothing was changed or removed.`;
}

/** The export's file, with the filter of the page. */
const exportUrl = (org: string, format: AuditFormat, action: string) =>
  `/api/o/${encodeURIComponent(org)}/audit?${new URLSearchParams({ format, ...(action ? { action } : {}) })}`;

export function AuditSettings() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const [action, setAction] = useQueryState("action", parseAsString.withDefault(""));
  const log = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { org, ...(action ? { action } : {}) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const verify = useQuery(trpc.audit.verify.queryOptions({ org }, { enabled: false }));
  const rows = log.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <TextFilter
          label="Action"
          onChange={(value) => void setAction(value || null)}
          placeholder="token, member.invited, …"
          value={action}
        />
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {AUDIT_FORMATS.map((format) => (
            <Button key={format} render={<a download href={exportUrl(org, format, action)} />} size="sm">
              <Download aria-hidden /> {format === "csv" ? "Export CSV" : "Export JSON lines"}
            </Button>
          ))}
          <Button onClick={() => void verify.refetch()} pending={verify.isFetching} size="sm">
            <ShieldCheck aria-hidden /> Verify integrity
          </Button>
        </span>
      </div>
      {verify.data && (
        <div role="status">
          <Callout tone={verify.data.brokenAt || verify.data.missing > 0 ? "danger" : "success"}>
            {verdictText(verify.data)}
          </Callout>
        </div>
      )}
      <Section flush title="Audit log">
        {log.isPending ? (
          <SkeletonRows label="Loading the audit log" />
        ) : log.isError ? (
          <QueryError error={log.error} onRetry={() => void log.refetch()} what="audit log" />
        ) : rows.length === 0 ? (
          <EmptyState icon={<ScrollText />} title="No entries yet">
            Changes to members, tokens, limits, variables, and code are recorded here. Entries can't be edited.
          </EmptyState>
        ) : (
          <DataTable
            caption="Audit log, newest first"
            columns={columns}
            footer={
              <LoadMore
                hasMore={log.hasNextPage}
                loading={log.isFetchingNextPage}
                noun={["entry", "entries"]}
                onMore={() => void log.fetchNextPage()}
                shown={rows.length}
              />
            }
            rowKey={(entry) => entry.id}
            rows={rows}
          />
        )}
      </Section>
    </div>
  );
}
