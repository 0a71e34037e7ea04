import { isAtLeast, ROLES } from "@millrace/core/identity";
import {
  ChangeRoleInput,
  InviteInput,
  type OrganizationUseCases,
  RemoveMemberInput,
} from "@millrace/services/organizations";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Who belongs to an organization. */
export const memberRouter = (organizations: OrganizationUseCases) =>
  router({
    list: orgProcedure("member:read").query(async ({ ctx }) => {
      const members = await organizations.listMembers(ctx.org.scope);
      const mayManage = ctx.org.can("member:manage");
      return {
        /** The roles that the viewer may give. */
        roles: ROLES.filter((role) => mayManage && isAtLeast(ctx.org.role, role)),
        members: members.map((member) => ({
          ...member,
          isSelf: member.userId === ctx.user.id,
          canManage: mayManage && isAtLeast(ctx.org.role, member.role),
        })),
      };
    }),
    invite: orgProcedure("member:manage")
      .input(InviteInput)
      .mutation(({ ctx, input }) => organizations.invite(ctx.org.scope, ctx.org.role, input)),
    changeRole: orgProcedure("member:manage")
      .input(ChangeRoleInput)
      .mutation(({ ctx, input }) => organizations.changeRole(ctx.org.scope, ctx.org.role, input)),
    remove: orgProcedure("member:manage")
      .input(RemoveMemberInput)
      .mutation(({ ctx, input }) => organizations.removeMember(ctx.org.scope, ctx.org.role, input)),
    leave: orgProcedure("organization:read").mutation(({ ctx }) =>
      organizations.removeMember(ctx.org.scope, ctx.org.role, { userId: ctx.user.id }),
    ),
  });
