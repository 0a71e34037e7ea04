"use client";
import { Badge, Callout, EmptyState, IconButton, Section, StatusText } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { BellRing, Trash2 } from "lucide-react";
import { useOrg } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { DestinationDialog } from "./destination-dialog";
import { TestDestination } from "./test-destination";

/** Where a team is notified when something that it owns breaks. */
export function TeamDestinations({ team }: { team: Outputs["team"]["get"] }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.team.removeDestination.mutationOptions({
      meta: { failure: "Couldn't remove the destination" },
      onSuccess: () => queryClient.invalidateQueries(trpc.team.pathFilter()),
    }),
  );
  const failing = team.destinations.filter((destination) => destination.health !== "ok");
  return (
    <Section action={team.canManage && <DestinationDialog team={team.slug} />} flush title="Notification destinations">
      {failing.map((destination) => (
        <Callout
          className="m-3"
          key={destination.id}
          title={`${destination.target} isn't accepting notifications`}
          tone="danger"
        >
          {destination.healthReason ?? "The last delivery failed."} Notifications go to the default destination until
          this is fixed.
        </Callout>
      ))}
      {team.destinations.length === 0 ? (
        <EmptyState className="py-8" icon={<BellRing />} title="No destinations yet">
          Notifications for this team go to the default destination, with a warning, until you add one.
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {team.destinations.map((destination) => (
            <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2" key={destination.id}>
              <Badge>{destination.kind}</Badge>
              <span className="min-w-0 flex-1 truncate font-mono text-xs">{destination.target}</span>
              {destination.healthAt === null ? (
                <span className="text-subtle text-xs">Nothing sent yet</span>
              ) : (
                <StatusText
                  label={destination.health === "ok" ? "ok" : "failing"}
                  status={destination.health === "ok" ? "PASS" : "FAIL"}
                />
              )}
              {destination.severity && <Badge tone="outline">{destination.severity} and above</Badge>}
              {team.canManage && (
                <span className="flex">
                  <TestDestination team={team.slug} />
                  <IconButton
                    label={`Remove ${destination.target}`}
                    onClick={() => remove.mutate({ org, team: team.slug, id: destination.id })}
                    size="sm"
                  >
                    <Trash2 aria-hidden />
                  </IconButton>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
