"use client";
import type { Role } from "@millrace/core/identity";
import { type Column, IconButton, Select, Time } from "@millrace/ui";
import { UserMinus } from "lucide-react";
import type { organizationPaths } from "@/lib/paths";
import type { Outputs } from "@/lib/trpc";
import { ROLE_TEXT } from "../../../shared/labels";
import { TextLink } from "../../../shared/text-link";

export type Member = Outputs["member"]["list"]["members"][number];

type Options = {
  /** Roles that the viewer can assign. */
  readonly roles: readonly Role[];
  readonly paths: ReturnType<typeof organizationPaths>;
  readonly onRole: (member: Member, role: Role) => void;
  readonly onRemove: (member: Member) => void;
};

/** Columns of the members table. */
export function memberColumns({ roles, paths, onRole, onRemove }: Options): Column<Member>[] {
  return [
    {
      id: "name",
      header: "Name",
      cell: (member) => (
        <span className="flex flex-col py-1">
          <span className="font-medium">
            {member.name} {member.isSelf && <span className="font-normal text-subtle">You</span>}
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
            onValueChange={(role) => onRole(member, role)}
            options={roles.map((role) => ({ value: role, ...ROLE_TEXT[role] }))}
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
          <IconButton label={`Remove ${member.name}`} onClick={() => onRemove(member)} size="sm">
            <UserMinus aria-hidden />
          </IconButton>
        ),
    },
  ];
}
