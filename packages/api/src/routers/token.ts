import { TOKEN_KINDS } from "@millrace/core/identity";
import { CreateTokenInput, type TokenUseCases } from "@millrace/services/tokens";
import { z } from "zod";
import { orgProcedure, orgProcedureExceptOwn } from "../trpc/procedures";
import { router } from "../trpc/trpc";

const TokenRef = z.object({ tokenId: z.string().max(100) });

/** API tokens: members manage their personal tokens; admins manage service tokens and can revoke any token. */
export const tokenRouter = (tokens: TokenUseCases) =>
  router({
    list: orgProcedure("organization:read").query(async ({ ctx }) => {
      const list = await tokens.list(ctx.org.scope, ctx.org.can("token:manage"));
      return list.map((token) => ({ ...token, isOwn: token.userId === ctx.user.id }));
    }),
    create: orgProcedureExceptOwn("token:manage", {
      own: "personal tokens",
      input: z.object({ kind: z.enum(TOKEN_KINDS).default("pat") }),
      applies: (_, { kind }) => kind === "pat",
    })
      .input(CreateTokenInput)
      .mutation(({ ctx, input }) => tokens.create(ctx.org.scope, ctx.org.role, input)),
    revoke: orgProcedureExceptOwn("token:manage", {
      own: "personal tokens",
      input: TokenRef,
      applies: ({ org }, { tokenId }) => tokens.isOwn(org.scope, tokenId),
    })
      .input(TokenRef)
      .mutation(({ ctx, input }) => tokens.revoke(ctx.org.scope, input.tokenId)),
  });
