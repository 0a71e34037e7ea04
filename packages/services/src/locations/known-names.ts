import type { ActivationStore, LocationStore } from "@millrace/core/locations";
import { type ConflictingKey, DefinitionKind, type WatchedSubject } from "@millrace/core/manifest";
import type { VariableStore } from "@millrace/core/variables";
import { z } from "zod";
import type { Scope } from "../scope";
import { variableNames } from "../variables/variables";
import { findPushTarget, type Pusher } from "./pusher";

const MEMBERS_MAX = 1000;
const DEFINITIONS_MAX = 10_000;

/** The names that a code location uses. */
export const KnownNamesInput = z.object({
  team: z.string().max(100).optional().describe("the team that will own a new code location"),
  members: z.array(z.string().max(320)).max(MEMBERS_MAX).default([]).describe("addresses of owners"),
  definitions: z
    .array(z.object({ kind: DefinitionKind, key: z.string() }))
    .max(DEFINITIONS_MAX)
    .default([]),
});

export type KnownNames = {
  readonly teams: readonly string[];
  /** Those of the addresses that were asked for which are members'. */
  readonly members: readonly string[];
  readonly variables: readonly string[];
  readonly taken: readonly ConflictingKey[];
  readonly watched: readonly WatchedSubject[];
};

type Deps = {
  readonly locations: LocationStore;
  readonly activations: ActivationStore;
  readonly variables: Pick<VariableStore, "list">;
};

/**
 * What a push of these names would find: which of them exist, and which are others'.
 * @throws DomainError where the push itself would be refused to this pusher
 */
export const knownNames =
  (deps: Deps) =>
  async (
    scope: Scope,
    pusher: Pusher,
    deployment: { readonly id: string },
    location: string,
    { team, members, definitions }: z.output<typeof KnownNamesInput>,
  ): Promise<KnownNames> => {
    const { orgId } = scope;
    const target = await findPushTarget(deps.locations, orgId, pusher, { location, team });
    const locationId = target.kind === "known" ? target.location.id : undefined;
    const [owners, variables, served, watched] = await Promise.all([
      deps.locations.knownOwners(orgId),
      variableNames(deps)(orgId, deployment.id, locationId),
      deps.activations.listDefinitions(orgId, deployment.id, {}),
      locationId === undefined ? [] : deps.locations.watchedSubjects(orgId, deployment.id, locationId),
    ]);
    const known = new Set(owners.members.map((address) => address.toLowerCase()));
    const wanted = new Set(definitions.map(({ kind, key }) => `${kind} ${key}`));
    return {
      teams: owners.teams,
      members: members.filter((address) => known.has(address.toLowerCase())),
      variables,
      watched,
      taken: served
        .filter((it) => it.location !== location && wanted.has(`${it.kind} ${it.key}`))
        .map(({ kind, key, location: owner }) => ({ kind, key, location: owner })),
    };
  };
