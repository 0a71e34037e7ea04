"use client";
import {
  Badge,
  Button,
  type Column,
  DataTable,
  Dialog,
  EmptyState,
  Section,
  SkeletonRows,
  StatusText,
  Time,
} from "@millrace/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { LoadMore } from "../../shared/load-more";
import { QueryError, QueryView } from "../../shared/query-view";
import { DeliveryPreview } from "./delivery-preview";

type Delivery = Outputs["delivery"]["list"]["data"][number];

/** Every message: when, where, and what the other side answered. */
export function DeliveryList() {
  const trpc = useTRPC();
  const { scope } = useScope();
  const [shown, setShown] = useQueryState("delivery", parseAsString);
  const deliveries = useInfiniteQuery(
    trpc.delivery.list.infiniteQueryOptions(scope, { getNextPageParam: (page) => page.nextCursor ?? undefined }),
  );
  const rows = deliveries.data?.pages.flatMap((page) => page.data) ?? [];
  const columns: Column<Delivery>[] = [
    { id: "status", header: "Status", className: "w-32", cell: (delivery) => <StatusText status={delivery.status} /> },
    { id: "kind", header: "Event", cell: (delivery) => <Badge>{delivery.kind}</Badge> },
    {
      id: "subject",
      header: "Affected",
      cell: (delivery) => <span className="font-mono text-xs">{delivery.incident?.subject ?? "test"}</span>,
    },
    {
      id: "channel",
      header: "Destination",
      from: "sm",
      cell: (delivery) => <span className="font-mono text-muted text-xs">{delivery.channel || "No destination"}</span>,
    },
    {
      id: "error",
      header: "Response",
      from: "lg",
      className: "max-w-72",
      cell: (delivery) => <span className="block truncate text-muted text-xs">{delivery.error}</span>,
    },
    {
      id: "at",
      header: "Time",
      from: "sm",
      cell: (delivery) => <Time className="text-muted" value={delivery.sentAt ?? delivery.createdAt} />,
    },
    {
      id: "open",
      header: <span className="sr-only">Open</span>,
      className: "text-right",
      cell: (delivery) => (
        <Button
          aria-label={`Show notification to ${delivery.channel}`}
          onClick={() => void setShown(delivery.id)}
          size="sm"
          variant="ghost"
        >
          Show
        </Button>
      ),
    },
  ];
  return (
    <Section flush title="Deliveries">
      {deliveries.isPending ? (
        <SkeletonRows label="Loading deliveries" />
      ) : deliveries.isError ? (
        <QueryError error={deliveries.error} onRetry={() => void deliveries.refetch()} what="deliveries" />
      ) : rows.length === 0 ? (
        <EmptyState icon={<Inbox />} title="No notifications yet">
          Every notification appears here exactly as it is sent to Slack, including previews.
        </EmptyState>
      ) : (
        <DataTable
          caption="Deliveries, newest first"
          columns={columns}
          footer={
            <LoadMore
              hasMore={deliveries.hasNextPage}
              loading={deliveries.isFetchingNextPage}
              noun={["message", "messages"]}
              onMore={() => void deliveries.fetchNextPage()}
              shown={rows.length}
            />
          }
          rowKey={(delivery) => delivery.id}
          rows={rows}
        />
      )}
      {shown && <DeliveryDialog id={shown} onClose={() => void setShown(null)} />}
    </Section>
  );
}

function DeliveryDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const delivery = useQuery(trpc.delivery.get.queryOptions({ ...scope, id }));
  return (
    <Dialog onOpenChange={(open) => !open && onClose()} open title="Notification">
      <QueryView query={delivery} what="message">
        {(data) => <DeliveryPreview delivery={data} />}
      </QueryView>
    </Dialog>
  );
}
