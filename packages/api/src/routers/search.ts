import { SearchInput, type SearchUseCases } from "@millrace/services/search";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** The palette's search. */
export const searchRouter = (search: SearchUseCases) =>
  router({
    query: deploymentProcedure("deployment:read")
      .input(SearchInput)
      .query(({ ctx, input }) => search.query(ctx.org.scope, ctx.deployment.id, input)),
  });
