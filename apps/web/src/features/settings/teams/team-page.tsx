"use client";
import { Breadcrumbs, Button, ConfirmDialog, PageHeader } from "@millrace/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../../shared/query-view";
import { TeamDestinations } from "./team-destinations";
import { TeamMembers } from "./team-members";

export function TeamPage({ slug }: { slug: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { org, paths } = useOrg();
  const team = useQuery(trpc.team.get.queryOptions({ org, team: slug }));
  const [deleting, setDeleting] = useState(false);
  const remove = useMutation(
    trpc.team.delete.mutationOptions({
      meta: { failure: "Couldn't delete the team" },
      onSuccess: () => router.push(paths.settings("teams")),
    }),
  );
  return (
    <QueryView query={team} what="team">
      {(data) => (
        <>
          <PageHeader
            actions={
              data.canManage && (
                <Button onClick={() => setDeleting(true)} variant="dangerOutline">
                  Delete team
                </Button>
              )
            }
            eyebrow={
              <Breadcrumbs
                items={[
                  <Link href={paths.settings("teams")} key="teams">
                    Teams
                  </Link>,
                  data.name,
                ]}
              />
            }
            meta={<code className="font-mono">team:{data.slug}</code>}
            title={data.name}
          />
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <TeamDestinations team={data} />
            <TeamMembers team={data} />
          </div>
          <ConfirmDialog
            confirmLabel="Delete team"
            danger
            description="Its assets and jobs fall back to the default owner. Incidents are kept."
            onConfirm={() => remove.mutate({ org, team: slug })}
            onOpenChange={setDeleting}
            open={deleting}
            pending={remove.isPending}
            phrase={data.slug}
            title={`Delete ${data.name}?`}
          />
        </>
      )}
    </QueryView>
  );
}
