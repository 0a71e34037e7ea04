"use client";
import { Callout, PageHeader, TabPanel, Tabs } from "@millrace/ui";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useOrganization, useScope } from "@/lib/scope";
import { Page } from "../../shared/page";
import { DeliveryList } from "./delivery-list";
import { PolicyList } from "./policy-list";
import { SilenceList } from "./silence-list";

/** Alert policies, sent notifications, and silences. */
export function AlertsPage() {
  const { deployment } = useScope();
  const organization = useOrganization();
  const [tab, setTab] = useQueryState(
    "tab",
    parseAsStringLiteral(["policies", "deliveries", "silences"]).withDefault("policies"),
  );
  const here = organization.data?.deployments.find((each) => each.name === deployment);
  return (
    <Page>
      <PageHeader
        description="Policies control when incidents open. Owners, set in code, control who is notified."
        title="Alerts"
      />
      {here && !here.alertsEnabled && (
        <Callout className="mb-4" title={`Alerts are off in ${deployment}`}>
          Incidents still open, and notifications are saved as previews under Deliveries.
        </Callout>
      )}
      <Tabs
        items={[
          { value: "policies", label: "Policies" },
          { value: "deliveries", label: "Deliveries" },
          { value: "silences", label: "Silences" },
        ]}
        label="Alert views"
        onValueChange={(next) => void setTab(next)}
        value={tab}
      >
        <TabPanel className="pt-5" value="policies">
          <PolicyList />
        </TabPanel>
        <TabPanel className="pt-5" value="deliveries">
          <DeliveryList />
        </TabPanel>
        <TabPanel className="pt-5" value="silences">
          <SilenceList />
        </TabPanel>
      </Tabs>
    </Page>
  );
}
