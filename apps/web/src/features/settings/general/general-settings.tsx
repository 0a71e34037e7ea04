"use client";
import { Button, Callout, DefinitionList, formatBytes, formatDuration, Section, Switch, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { fieldError } from "@/lib/errors";
import { useCan, useOrg, useOrganization } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";
import { QueryView } from "../../../shared/query-view";

export function GeneralSettings() {
  const organization = useOrganization();
  return (
    <QueryView query={organization} what="organization">
      {(data) => <Settings data={data} />}
    </QueryView>
  );
}

function Settings({ data }: { data: Outputs["organization"]["get"] }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const can = useCan();
  const queryClient = useQueryClient();
  const update = useMutation(
    trpc.organization.update.mutationOptions({
      meta: { failure: "Couldn't save settings" },
      onSuccess: () => {
        toast.success("Saved");
        void queryClient.invalidateQueries(trpc.organization.get.queryFilter({ org }));
      },
    }),
  );
  const readOnly = !can("organization:update");
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Section title="Organization">
        <Form
          onSubmit={(values) =>
            update.mutate({
              org,
              name: values.name,
              defaultOwner: values.defaultOwner || null,
              retentionDays: values.retentionDays ? Number(values.retentionDays) : null,
            })
          }
        >
          <TextField
            defaultValue={data.name}
            disabled={readOnly}
            error={fieldError(update.error, "name")}
            label="Name"
            name="name"
          />
          <TextField
            defaultValue={data.defaultOwner ?? ""}
            disabled={readOnly}
            error={fieldError(update.error, "defaultOwner")}
            hint="Notified when a failed asset or job has no owner. Use team:data or an email address."
            label="Default owner"
            name="defaultOwner"
            optional
          />
          <TextField
            defaultValue={data.retentionDays ?? ""}
            disabled={readOnly}
            error={fieldError(update.error, "retentionDays")}
            hint={`Days to keep run events and logs (up to ${data.retentionDaysMax}). Materializations are kept.`}
            label="Retention"
            max={data.retentionDaysMax}
            min={1}
            name="retentionDays"
            optional
            type="number"
          />
          {!readOnly && (
            <Button className="self-start" pending={update.isPending} type="submit" variant="primary">
              Save
            </Button>
          )}
        </Form>
      </Section>
      <div className="flex flex-col gap-5">
        <Section description="Set by your platform operator." title="Quotas">
          <DefinitionList
            items={[
              ["Concurrent runs", String(data.concurrentRunsMax)],
              ["Queued runs", data.queuedRunsMax.toLocaleString("en-US")],
              ["Runs per day", data.runsPerDayMax.toLocaleString("en-US")],
              ["Storage", `${formatBytes(data.storedBytes)} of ${formatBytes(data.storedBytesMax)}`],
              ["Retention", `${data.retentionDaysMax} days`],
              [
                "A run’s sandbox",
                `${formatBytes(data.sandboxMemoryBytesMax)} memory, ${data.sandboxCpuCoresMax} cores, ${data.sandboxProcessesMax.toLocaleString("en-US")} processes, ${formatBytes(data.sandboxScratchBytesMax)} scratch disk`,
              ],
              ["Maximum run time", formatDuration(data.runWallTimeMsMax)],
            ]}
          />
        </Section>
        <Section title="Two-factor authentication">
          <div className="flex flex-col gap-3">
            <Switch
              checked={data.requiresSecondFactor}
              disabled={readOnly || update.isPending}
              label="Require two-factor authentication"
              onCheckedChange={(requiresSecondFactor) => update.mutate({ org, requiresSecondFactor })}
              showLabel
            />
            <p className="text-subtle text-xs">
              Members without it can’t open this organization until they set it up. API tokens keep working.
            </p>
          </div>
        </Section>
        <Section title="Pause">
          <div className="flex flex-col gap-3">
            <Switch
              checked={data.pausedAt !== null}
              disabled={readOnly || update.isPending}
              label="Pause new runs in this organization"
              onCheckedChange={(paused) => update.mutate({ org, paused })}
              showLabel
            />
            {data.pausedAt && (
              <Callout tone="warning" title="Paused">
                Queued runs wait. Runs in progress continue.
              </Callout>
            )}
          </div>
        </Section>
      </div>
    </div>
  );
}
