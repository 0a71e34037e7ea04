"use client";
import { Button, Callout, DefinitionList, Section, StatusBadge, Time } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useCan, useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../../shared/query-view";

/** The organization's Slack workspace, or how to connect one. */
export function SlackSettings() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const can = useCan();
  const status = useQuery(trpc.slack.status.queryOptions({ org }));
  return (
    <QueryView query={status} what="Slack connection">
      {(data) => (
        <Section
          action={
            data.installUrl &&
            can("slack:manage") && (
              <Button
                render={<a href={data.installUrl} />}
                size="sm"
                variant={data.connected ? "secondary" : "primary"}
              >
                {data.connected ? "Reconnect Slack" : "Connect Slack"}
              </Button>
            )
          }
          description="Incidents are posted to the owning team's channel. Updates and recovery are posted in the thread."
          title="Slack"
        >
          {data.connected ? (
            <DefinitionList
              items={[
                ["Status", <StatusBadge key="state" label="Connected" status="PASS" />],
                ["Workspace", data.workspace],
                ["Default channel", data.defaultChannel],
                ["Connected", data.installedAt && <Time key="at" value={data.installedAt} />],
              ]}
            />
          ) : (
            <Callout title="No Slack workspace connected">
              {data.installUrl
                ? "Until you connect one, notifications are saved as previews under Alerts › Deliveries."
                : "No Slack app is configured. Ask your platform operator to set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, and SLACK_SIGNING_SECRET. Until then, notifications are saved as previews under Alerts › Deliveries."}
            </Callout>
          )}
        </Section>
      )}
    </QueryView>
  );
}
