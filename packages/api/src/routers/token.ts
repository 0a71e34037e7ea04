import { PermissionMissingError } from "@millrace/core/identity";
import { CreateTokenInput, type TokenUseCases } from "@millrace/services/tokens";
import { z } from "zod";
import { orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** API tokens: everybody has their own; admins have the services' and may revoke all. */
export const tokenRouter = (tokens: TokenUseCases) =>
  router({
    list: orgProcedure("organization:read").query(async ({ ctx }) => {
      const list = await tokens.list(ctx.org.scope, ctx.org.can("token:manage"));
      return list.map((token) => ({ ...token, isOwn: token.userId === ctx.user.id }));
    }),
    create: orgProcedure("organization:read")
      .input(CreateTokenInput)
      .mutation(({ ctx, input }) => {
        if (input.kind === "svc" && !ctx.org.can("token:manage")) {
          throw new PermissionMissingError("token:manage", "Only admins can create service tokens.");
        }
        return tokens.create(ctx.org.scope, ctx.org.role, input);
      }),
    revoke: orgProcedure("organization:read")
      .input(z.object({ tokenId: z.string().max(100) }))
      .mutation(({ ctx, input }) => tokens.revoke(ctx.org.scope, ctx.org.can("token:manage"), input.tokenId)),
  });
