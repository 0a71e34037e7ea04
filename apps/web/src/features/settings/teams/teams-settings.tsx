"use client";
import { slugify } from "@millrace/core/identity";
import { Badge, Button, CodeBlock, DataTable, Dialog, EmptyState, Section, StatusText } from "@millrace/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Plus, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useCan, useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";
import { QueryView } from "../../../shared/query-view";
import { TextLink } from "../../../shared/text-link";

export function TeamsSettings() {
  const trpc = useTRPC();
  const { org, paths } = useOrg();
  const can = useCan();
  const teams = useQuery(trpc.team.list.queryOptions({ org }));
  return (
    <Section
      action={can("team:manage") && <CreateTeam />}
      description="Teams own assets and jobs and are notified when they fail."
      flush
      title="Teams"
    >
      <QueryView query={teams} what="teams">
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState action={can("team:manage") && <CreateTeam />} icon={<Users />} title="No teams yet">
              <p>
                Create a team, add its Slack channel, and set it as an owner in code. It is then notified when something
                it owns fails:
              </p>
              <CodeBlock code={'asset("revenue", { owners: ["team:finance"] }, …)'} />
            </EmptyState>
          ) : (
            <DataTable
              caption="Teams"
              columns={[
                {
                  id: "name",
                  header: "Team",
                  cell: (team) => (
                    <span className="flex items-center gap-2">
                      <TextLink href={paths.team(team.slug)}>{team.name}</TextLink>
                      <code className="font-mono text-subtle text-xs">team:{team.slug}</code>
                    </span>
                  ),
                },
                { id: "members", header: "Members", numeric: true, from: "sm", cell: (team) => team.members },
                {
                  id: "told",
                  header: "Destinations",
                  cell: (team) =>
                    team.destinations.length === 0 ? (
                      <Badge tone="warning">None</Badge>
                    ) : (
                      <span className="flex flex-wrap gap-x-3">
                        {team.destinations.map((destination) => (
                          <StatusText
                            key={destination.id}
                            label={`${destination.kind} ${destination.target}`}
                            status={destination.health === "ok" ? "PASS" : "FAIL"}
                          />
                        ))}
                      </span>
                    ),
                },
              ]}
              rowKey={(team) => team.id}
              rows={rows}
            />
          )
        }
      </QueryView>
    </Section>
  );
}

function CreateTeam() {
  const trpc = useTRPC();
  const router = useRouter();
  const { org, paths } = useOrg();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const create = useMutation(
    trpc.team.create.mutationOptions({
      meta: { inline: true },
      onSuccess: (_, { slug }) => router.push(paths.team(slug)),
    }),
  );
  return (
    <Dialog
      footer={
        <Button form="create-team" pending={create.isPending} type="submit" variant="primary">
          Create team
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      size="sm"
      title="New team"
      trigger={
        <Button size="sm" variant="primary">
          <Plus aria-hidden /> New team
        </Button>
      }
    >
      <Form
        error={create.error}
        id="create-team"
        onSubmit={(values) => create.mutate({ org, name: values.name ?? "", slug: values.slug ?? "" })}
      >
        <TextField
          autoFocus
          error={fieldError(create.error, "name")}
          label="Name"
          name="name"
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          defaultValue={slugify(name)}
          error={fieldError(create.error, "slug")}
          hint={
            <>
              In code: <code className="font-mono">team:{slugify(name) || "finance"}</code>
            </>
          }
          key={slugify(name)}
          label="Slug"
          name="slug"
        />
      </Form>
    </Dialog>
  );
}
