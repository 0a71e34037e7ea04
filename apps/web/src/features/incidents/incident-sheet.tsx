"use client";
import { Button, Callout, DefinitionList, Sheet, StatusBadge, Time, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Eye } from "lucide-react";
import { useCan, useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { QueryView } from "../../shared/query-view";
import { RunLink } from "../../shared/run-link";
import { DeliveryPreview } from "../alerts/delivery-preview";
import { SilenceMenu } from "./silence-menu";

type Data = Outputs["incident"]["get"];

/** One incident: what is known, its notifications, and the available actions. */
export function IncidentSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const incident = useQuery(trpc.incident.get.queryOptions({ ...scope, id }));
  return (
    <Sheet onOpenChange={(open) => !open && onClose()} open title={incident.data?.incident.subject ?? "Incident"}>
      <QueryView query={incident} what="incident">
        {(data) => <Content data={data} />}
      </QueryView>
    </Sheet>
  );
}

function Content({ data }: { data: Data }) {
  const { incident } = data;
  return (
    <div className="flex flex-col gap-5 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <StatusBadge status={incident.state} />
        <IncidentActions data={data} />
      </div>
      {incident.muted && <Callout title="Notifications are off">{incident.muted}</Callout>}
      {incident.warnings.map((warning) => (
        <Callout key={warning} tone="warning">
          {warning}
        </Callout>
      ))}
      {incident.lastError && (
        <pre className="overflow-x-auto whitespace-pre-wrap break-words rounded-md bg-danger-soft p-3 font-mono text-danger-text text-xs">
          {incident.lastError}
        </pre>
      )}
      <DefinitionList
        items={[
          ["Failures", `${incident.failures} consecutive`],
          ["Failed partitions", incident.failedPartitions.length > 0 && partitionsText(incident.failedPartitions)],
          ["Owner", incident.owner],
          ["Since", <Time focusable key="since" value={incident.openedAt} />],
          ["Resolved", incident.resolvedAt && <Time focusable key="resolved" value={incident.resolvedAt} />],
          ["Acknowledged", incident.acknowledgedAt && incident.acknowledgedBy],
          ["Reopened", incident.reopened > 0 && `${incident.reopened} times`],
          ["Last run", incident.lastRunId && <RunLink className="text-xs" id={incident.lastRunId} key="run" />],
        ]}
      />
      <section>
        <h3 className="pb-2 font-semibold text-sm">Messages</h3>
        {data.deliveries.length === 0 ? (
          <p className="text-muted">No notifications sent yet.</p>
        ) : (
          <ul className="flex flex-col gap-3">
            {data.deliveries.map((delivery) => (
              <li key={delivery.id}>
                <DeliveryPreview delivery={delivery} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3 className="pb-2 font-semibold text-sm">History</h3>
        <ol className="space-y-1.5 border-l pl-3">
          {data.events.map((event) => (
            <li className="text-sm" key={String(event.id)}>
              <Time className="text-subtle text-xs" mode="absolute" value={event.at} /> {eventText(event.type)}
              {event.runId && (
                <>
                  {" "}
                  <RunLink className="font-normal text-xs" id={event.runId} />
                </>
              )}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

const EVENT_WORDS: Record<string, string> = {
  created: "First failure",
  opened: "Opened",
  updated: "Failed again",
  reopened: "Reopened after failing again",
  resolved: "Resolved by a successful run",
  discarded: "Recovered before anyone was notified",
  resolvedByPerson: "Resolved manually",
  acknowledged: "Acknowledged",
  routedByDefault: "Sent to the default destination because the owner is unknown",
};
const eventText = (type: string) => EVENT_WORDS[type] ?? type;

function IncidentActions({ data }: { data: Data }) {
  const trpc = useTRPC();
  const can = useCan();
  const { scope } = useScope();
  const queryClient = useQueryClient();
  const { incident } = data;
  const done = (text: string) => () => {
    toast.success(text);
    void queryClient.invalidateQueries(trpc.incident.pathFilter());
  };
  const acknowledge = useMutation(
    trpc.incident.acknowledge.mutationOptions({
      meta: { failure: "Couldn't acknowledge the incident" },
      onSuccess: done("Acknowledged. Reminders are paused."),
    }),
  );
  const resolve = useMutation(
    trpc.incident.resolve.mutationOptions({
      meta: { failure: "Couldn't resolve the incident" },
      onSuccess: done("Resolved"),
    }),
  );
  if (incident.state === "RESOLVED" || !can("alert:manage")) return null;
  const input = { ...scope, id: incident.id };
  return (
    <>
      {incident.state === "OPEN" && (
        <Button onClick={() => acknowledge.mutate(input)} pending={acknowledge.isPending} size="sm">
          <Eye aria-hidden /> Acknowledge
        </Button>
      )}
      <Button onClick={() => resolve.mutate(input)} pending={resolve.isPending} size="sm">
        <Check aria-hidden /> Resolve
      </Button>
      <SilenceMenu target={`${incident.subjectKind}:${incident.subject}`} subject={incident.subject} />
    </>
  );
}

const PARTITIONS_SHOWN = 10;

/** The first partitions, and how many more there are. */
function partitionsText(partitions: readonly string[]): string {
  const more = partitions.length - PARTITIONS_SHOWN;
  return `${partitions.slice(0, PARTITIONS_SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
