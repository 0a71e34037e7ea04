"use client";
import { type Column, ConfirmDialog, DataTable, IconButton, Section, Select, Time, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useState } from "react";
import { useCan, useOrg } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { ROLE_TEXT } from "../shared/labels";
import { QueryView } from "../shared/query-view";
import { TextLink } from "../shared/text-link";
import { InviteDialog } from "./invite-dialog";
import { OpenInvitations } from "./open-invitations";

type Member = Outputs["member"]["list"]["members"][number];

export function MembersSettings() {
  const trpc = useTRPC();
  const { org, paths } = useOrg();
  const can = useCan();
  const queryClient = useQueryClient();
  const members = useQuery(trpc.member.list.queryOptions({ org }));
  const [leaving, setLeaving] = useState<Member | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.member.list.queryFilter({ org }));
  const changeRole = useMutation(
    trpc.member.changeRole.mutationOptions({ meta: { failure: "The role was not changed" }, onSettled: refresh }),
  );
  const remove = useMutation(
    trpc.member.remove.mutationOptions({
      meta: { failure: "The member was not removed" },
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
        <QueryView query={members} what="the members">
          {(data) => {
            const columns: Column<Member>[] = [
              {
                id: "name",
                header: "Name",
                cell: (member) => (
                  <span className="flex flex-col py-1">
                    <span className="font-medium">
                      {member.name} {member.isSelf && <span className="font-normal text-subtle">you</span>}
                    </span>
                    <span className="text-subtle text-xs">{member.email}</span>
                  </span>
                ),
              },
              {
                id: "teams",
                header: "Teams",
                from: "md",
                cell: (member) => (
                  <span className="flex flex-wrap gap-x-2">
                    {member.teams.map((team) => (
                      <TextLink className="font-normal text-muted" href={paths.team(team.slug)} key={team.id}>
                        {team.name}
                      </TextLink>
                    ))}
                  </span>
                ),
              },
              {
                id: "since",
                header: "Joined",
                from: "sm",
                cell: (member) => <Time className="text-muted" value={member.createdAt} />,
              },
              {
                id: "role",
                header: "Role",
                className: "w-40",
                cell: (member) =>
                  member.canManage ? (
                    <Select
                      label={`Role of ${member.name}`}
                      onValueChange={(role) => changeRole.mutate({ org, userId: member.userId, role })}
                      options={data.roles.map((role) => ({ value: role, ...ROLE_TEXT[role] }))}
                      value={member.role}
                    />
                  ) : (
                    ROLE_TEXT[member.role].label
                  ),
              },
              {
                id: "actions",
                header: <span className="sr-only">Actions</span>,
                className: "w-12",
                cell: (member) =>
                  member.canManage && (
                    <IconButton label={`Remove ${member.name}`} onClick={() => setLeaving(member)} size="sm">
                      <UserMinus aria-hidden />
                    </IconButton>
                  ),
              },
            ];
            return (
              <DataTable caption="Members" columns={columns} rowKey={(member) => member.userId} rows={data.members} />
            );
          }}
        </QueryView>
      </Section>
      <OpenInvitations />
      <ConfirmDialog
        confirmLabel="Remove"
        danger
        description="Their grants, team memberships and personal tokens end at once."
        onConfirm={() => leaving && remove.mutate({ org, userId: leaving.userId })}
        onOpenChange={(open) => !open && setLeaving(null)}
        open={leaving !== null}
        pending={remove.isPending}
        title={`Remove ${leaving?.name ?? ""}?`}
      />
    </div>
  );
}
