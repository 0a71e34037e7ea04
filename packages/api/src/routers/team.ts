import {
  CreateTeamInput,
  RemoveDestinationInput,
  SetDestinationInput,
  TeamMemberInput,
  TeamRef,
  type TeamUseCases,
  UpdateTeamInput,
} from "@millrace/services/teams";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Teams, their members, and their destinations. */
export const teamRouter = (teams: TeamUseCases) =>
  router({
    list: orgProcedure("team:read").query(({ ctx }) => teams.list(ctx.org.scope)),
    get: orgProcedure("team:read")
      .input(TeamRef)
      .query(async ({ ctx, input }) => ({
        ...(await teams.get(ctx.org.scope, input.team)),
        canManage: ctx.org.can("team:manage"),
      })),
    create: orgProcedure("team:manage")
      .input(CreateTeamInput)
      .mutation(({ ctx, input }) => teams.create(ctx.org.scope, input)),
    update: orgProcedure("team:manage")
      .input(UpdateTeamInput)
      .mutation(({ ctx, input }) => teams.update(ctx.org.scope, input)),
    delete: orgProcedure("team:manage")
      .input(TeamRef)
      .mutation(({ ctx, input }) => teams.delete(ctx.org.scope, input.team)),
    addMember: orgProcedure("team:manage")
      .input(TeamMemberInput)
      .mutation(({ ctx, input }) => teams.addMember(ctx.org.scope, input)),
    removeMember: orgProcedure("team:manage")
      .input(TeamMemberInput)
      .mutation(({ ctx, input }) => teams.removeMember(ctx.org.scope, input)),
    setDestination: orgProcedure("team:manage")
      .input(SetDestinationInput)
      .mutation(({ ctx, input }) => teams.setDestination(ctx.org.scope, input)),
    removeDestination: orgProcedure("team:manage")
      .input(RemoveDestinationInput)
      .mutation(({ ctx, input }) => teams.removeDestination(ctx.org.scope, input)),
  });
