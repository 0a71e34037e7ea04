"use client";
import { EmptyState, IconButton, Section, Select } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserMinus, Users } from "lucide-react";
import { useOrg } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";

/** Members of a team, and the people who can join it. */
export function TeamMembers({ team }: { team: Outputs["team"]["get"] }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const everyone = useQuery(trpc.member.list.queryOptions({ org }, { enabled: team.canManage }));
  const refresh = () => queryClient.invalidateQueries(trpc.team.pathFilter());
  const add = useMutation(trpc.team.addMember.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(trpc.team.removeMember.mutationOptions({ onSuccess: refresh }));
  const joined = new Set(team.members.map((member) => member.userId));
  const others = (everyone.data?.members ?? []).filter((member) => !joined.has(member.userId));
  return (
    <Section
      action={
        team.canManage &&
        others.length > 0 && (
          <Select
            className="w-44"
            label="Add a member"
            onValueChange={(userId) => add.mutate({ org, team: team.slug, userId })}
            options={others.map((member) => ({ value: member.userId, label: member.name, description: member.email }))}
            placeholder="Add a member…"
            value={undefined}
          />
        )
      }
      flush
      title="Members"
    >
      {team.members.length === 0 ? (
        <EmptyState className="py-8" icon={<Users />} title="No members yet">
          Members see the team's incidents first and can push its code locations.
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {team.members.map((member) => (
            <li className="flex items-center gap-3 px-4 py-2" key={member.userId}>
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{member.name}</span>
                <span className="block truncate text-subtle text-xs">{member.email}</span>
              </span>
              {team.canManage && (
                <IconButton
                  label={`Remove ${member.name}`}
                  onClick={() => remove.mutate({ org, team: team.slug, userId: member.userId })}
                  size="sm"
                >
                  <UserMinus aria-hidden />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
