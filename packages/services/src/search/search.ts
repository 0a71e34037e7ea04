import type { SearchReader, SearchResults } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";

export const SearchInput = z.object({ text: z.string().trim().max(200), limit: z.int().min(1).max(50).default(10) });

const EMPTY_RESULT: SearchResults = { assets: [], jobs: [], runs: [], locations: [], teams: [] };

/** Finds things of a deployment by name, for the palette. */
export const searchUseCases = (deps: { search: SearchReader }) => ({
  query: async (scope: Scope, deploymentId: string, input: z.infer<typeof SearchInput>): Promise<SearchResults> =>
    input.text === "" ? EMPTY_RESULT : deps.search.search(scope.orgId, deploymentId, input.text, input.limit),
});
export type SearchUseCases = ReturnType<typeof searchUseCases>;
