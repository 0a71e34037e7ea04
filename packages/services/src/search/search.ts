import type { RunStatus } from "@millrace/core/run";
import { z } from "zod";
import type { Scope } from "../scope";

export const SearchInput = z.object({ text: z.string().trim().max(200), limit: z.int().min(1).max(50).default(10) });

export type SearchResults = {
  readonly assets: readonly { readonly key: string; readonly group: string | null }[];
  readonly jobs: readonly { readonly name: string; readonly location: string }[];
  readonly runs: readonly { readonly id: string; readonly status: RunStatus; readonly name: string }[];
  readonly locations: readonly { readonly name: string }[];
  readonly teams: readonly { readonly slug: string; readonly name: string }[];
};

export type SearchStore = {
  /** At most `limit` of each kind whose name contains the text (runs: whose id starts with it), best first. */
  search(orgId: string, deploymentId: string, text: string, limit: number): Promise<SearchResults>;
};

const EMPTY_RESULT: SearchResults = { assets: [], jobs: [], runs: [], locations: [], teams: [] };

/** Finds things of a deployment by name, for the palette. */
export const searchUseCases = (deps: { search: SearchStore }) => ({
  query: async (scope: Scope, deploymentId: string, input: z.infer<typeof SearchInput>): Promise<SearchResults> =>
    input.text === "" ? EMPTY_RESULT : deps.search.search(scope.orgId, deploymentId, input.text, input.limit),
});
export type SearchUseCases = ReturnType<typeof searchUseCases>;
