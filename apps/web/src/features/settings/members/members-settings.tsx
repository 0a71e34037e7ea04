"use client";
import { ConfirmDialog, DataTable, Section, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useCan, useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../../shared/query-view";
import { InviteDialog } from "./invite-dialog";
import { type Member, memberColumns } from "./member-columns";
import { OpenInvitations } from "./pending-invitations";

export function MembersSettings() {
  const trpc = useTRPC();
  const { org, paths } = useOrg();
  const can = useCan();
  const queryClient = useQueryClient();
  const members = useQuery(trpc.member.list.queryOptions({ org }));
  const [leaving, setLeaving] = useState<Member | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.member.list.queryFilter({ org }));
  const changeRole = useMutation(
    trpc.member.changeRole.mutationOptions({ meta: { failure: "Couldn't change the role" }, onSettled: refresh }),
  );
  const remove = useMutation(
    trpc.member.remove.mutationOptions({
      meta: { failure: "Couldn't remove the member" },
      onSuccess: () => {
        toast.success("Member removed");
        setLeaving(null);
      },
      onSettled: refresh,
    }),
  );

  return (
    <div className="flex flex-col gap-5">
      <Section
        action={can("member:manage") && <InviteDialog roles={members.data?.roles ?? []} />}
        flush
        title="Members"
      >
        <QueryView query={members} what="members">
          {(data) => (
            <DataTable
              caption="Members"
              columns={memberColumns({
                roles: data.roles,
                paths,
                onRole: ({ userId }, role) => changeRole.mutate({ org, userId, role }),
                onRemove: setLeaving,
              })}
              rowKey={(member) => member.userId}
              rows={data.members}
            />
          )}
        </QueryView>
      </Section>
      <OpenInvitations />
      <ConfirmDialog
        confirmLabel="Remove"
        danger
        description="They lose their grants, team memberships, and personal tokens immediately."
        onConfirm={() => leaving && remove.mutate({ org, userId: leaving.userId })}
        onOpenChange={(open) => !open && setLeaving(null)}
        open={leaving !== null}
        pending={remove.isPending}
        title={`Remove ${leaving?.name ?? ""}?`}
      />
    </div>
  );
}
