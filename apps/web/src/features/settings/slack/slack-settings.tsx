"use client";
import { Callout, DefinitionList, Section, StatusBadge, Time } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useCan, useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../../shared/query-view";
import { ConnectSlack } from "./connect-slack";
import { SlackProblem } from "./slack-problem";

/** The organization's Slack workspace, or how to connect one. */
export function SlackSettings() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const can = useCan();
  const problem = useSearchParams().get("error");
  const status = useQuery(trpc.slack.status.queryOptions({ org }));
  return (
    <QueryView query={status} what="Slack connection">
      {(data) => (
        <Section
          action={data.canConnect && can("slack:manage") && <ConnectSlack isConnected={data.connected} org={org} />}
          description="Incidents are posted to the owning team's channel. Updates and recovery are posted in the thread."
          title="Slack"
        >
          <SlackProblem code={problem} />
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
              {data.canConnect
                ? "Until you connect one, notifications are saved as previews under Alerts › Deliveries."
                : "No Slack app is configured. Ask your platform operator to set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, and SLACK_SIGNING_SECRET. Until then, notifications are saved as previews under Alerts › Deliveries."}
            </Callout>
          )}
        </Section>
      )}
    </QueryView>
  );
}
