"use client";
import { Badge, Button, Dialog, Section, Switch, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useCan, useOrg } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";
import { QueryView } from "../../../shared/query-view";
import { DeploymentDot } from "../../../shell/deployment-dot";
import { SandboxDialog } from "./sandbox-dialog";

/** Limits of a deployment that only the organization's quota constrains. */
const NO_LIMIT = -1;

type Deployment = Outputs["deployment"]["list"][number];

export function DeploymentsSettings() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const can = useCan();
  const deployments = useQuery(trpc.deployment.list.queryOptions({ org }));
  return (
    <Section
      action={can("deployment:manage") && <CreateDeployment />}
      description="Environments. Each has its own active version of every code location."
      flush
      title="Deployments"
    >
      <QueryView query={deployments} what="deployments">
        {(rows) => (
          <ul className="divide-y">
            {rows.map((deployment) => (
              <DeploymentRow canUpdate={can("deployment:update")} deployment={deployment} key={deployment.id} />
            ))}
          </ul>
        )}
      </QueryView>
    </Section>
  );
}

function DeploymentRow({ deployment, canUpdate }: { deployment: Deployment; canUpdate: boolean }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const update = useMutation(
    trpc.deployment.update.mutationOptions({
      meta: { failure: "Couldn't update the deployment" },
      onSuccess: () => toast.success(`${deployment.name} saved`),
      onSettled: () => {
        void queryClient.invalidateQueries(trpc.deployment.list.queryFilter({ org }));
        void queryClient.invalidateQueries(trpc.organization.get.queryFilter({ org }));
      },
    }),
  );
  const change = (values: Omit<Parameters<typeof update.mutate>[0], "org" | "deployment">) =>
    update.mutate({ org, deployment: deployment.name, ...values });
  return (
    <li className="grid gap-4 px-4 py-4 lg:grid-cols-[14rem_1fr]">
      <div>
        <h3 className="flex items-center gap-2 font-medium">
          <DeploymentDot kind={deployment.kind} /> {deployment.name}
          {deployment.kind !== "standard" && <Badge>{deployment.kind}</Badge>}
        </h3>
        {deployment.paused && (
          <Badge className="mt-2" tone="warning">
            Paused
          </Badge>
        )}
      </div>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-x-8 gap-y-2">
          <Switch
            checked={deployment.alertsEnabled}
            disabled={!canUpdate || update.isPending}
            label="Send alerts"
            onCheckedChange={(alertsEnabled) => change({ alertsEnabled })}
            showLabel
          />
          <Switch
            checked={deployment.paused}
            disabled={!canUpdate || update.isPending}
            label="Pause new runs"
            onCheckedChange={(paused) => change({ paused })}
            showLabel
          />
          {canUpdate && <SandboxDialog deployment={deployment} />}
        </div>
        <Form
          className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_1.4fr_auto]"
          onSubmit={(values) =>
            change({
              concurrentRunsMax: values.concurrentRunsMax ? Number(values.concurrentRunsMax) : NO_LIMIT,
              runRetriesMax: Number(values.runRetriesMax),
              defaultOwner: values.defaultOwner || null,
            })
          }
        >
          <TextField
            defaultValue={deployment.concurrentRunsMax === NO_LIMIT ? "" : deployment.concurrentRunsMax}
            disabled={!canUpdate}
            error={fieldError(update.error, "concurrentRunsMax")}
            label="Concurrent runs"
            min={0}
            name="concurrentRunsMax"
            optional
            placeholder="Up to quota"
            type="number"
          />
          <TextField
            defaultValue={deployment.runRetriesMax}
            disabled={!canUpdate}
            label="Run retries"
            min={0}
            name="runRetriesMax"
            type="number"
          />
          <TextField
            defaultValue={deployment.defaultOwner ?? ""}
            disabled={!canUpdate}
            label="Default owner"
            name="defaultOwner"
            optional
            placeholder="team:data"
          />
          <Button disabled={!canUpdate} pending={update.isPending} type="submit">
            Save
          </Button>
        </Form>
      </div>
    </li>
  );
}

function CreateDeployment() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const create = useMutation(
    trpc.deployment.create.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        setOpen(false);
        void queryClient.invalidateQueries(trpc.deployment.list.queryFilter({ org }));
        void queryClient.invalidateQueries(trpc.organization.get.queryFilter({ org }));
      },
    }),
  );
  return (
    <Dialog
      footer={
        <Button form="create-deployment" pending={create.isPending} type="submit" variant="primary">
          Create
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      size="sm"
      title="New deployment"
      trigger={
        <Button size="sm" variant="primary">
          <Plus aria-hidden /> New deployment
        </Button>
      }
    >
      <Form
        error={create.error}
        id="create-deployment"
        onSubmit={(values) => create.mutate({ org, name: values.name ?? "" })}
      >
        <TextField
          autoFocus
          error={fieldError(create.error, "name")}
          hint="Lowercase letters, digits, and dashes. Alerts are off by default."
          label="Name"
          name="name"
          placeholder="preview"
        />
      </Form>
    </Dialog>
  );
}
