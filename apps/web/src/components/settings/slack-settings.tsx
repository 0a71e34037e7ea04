"use client";
import { Button, Callout, DefinitionList, Section, StatusBadge, Time } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useCan, useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../shared/query-view";

/** The Slack workspace of the organization, or how to connect one. */
export function SlackSettings() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const can = useCan();
  const status = useQuery(trpc.slack.status.queryOptions({ org }));
  return (
    <QueryView query={status} what="the Slack connection">
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
                {data.connected ? "Connect again" : "Connect Slack"}
              </Button>
            )
          }
          description="Incidents are posted to the owning team’s channel; recovery follows in the thread."
          title="Slack"
        >
          {data.connected ? (
            <DefinitionList
              items={[
                ["State", <StatusBadge key="state" label="Connected" status="PASS" />],
                ["Workspace", data.workspace],
                ["Default channel", data.defaultChannel],
                ["Connected", data.installedAt && <Time key="at" value={data.installedAt} />],
              ]}
            />
          ) : (
            <Callout title="No workspace is connected">
              {data.installUrl
                ? "Until one is, every message is kept as a preview under Alerts › Deliveries."
                : "This Millrace has no Slack app configured: its operator sets SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET. Until then every message is kept as a preview under Alerts › Deliveries."}
            </Callout>
          )}
        </Section>
      )}
    </QueryView>
  );
}
