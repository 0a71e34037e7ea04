import type { RunStatus } from "../../run";

export type SearchResults = {
  readonly assets: readonly { readonly key: string; readonly group: string | null }[];
  readonly jobs: readonly { readonly name: string; readonly location: string }[];
  readonly runs: readonly { readonly id: string; readonly status: RunStatus; readonly name: string }[];
  readonly locations: readonly { readonly name: string }[];
  readonly teams: readonly { readonly slug: string; readonly name: string }[];
};

export type SearchReader = {
  /** Finds up to `limit` of each kind whose name contains the text, best first; runs by the beginning of their ID. */
  search(orgId: string, deploymentId: string, text: string, limit: number): Promise<SearchResults>;
};
