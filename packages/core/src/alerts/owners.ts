/** An owner to notify: `team:<slug>` or an email address; `default` where no owner is set. */
export const DEFAULT_OWNER = "default";
export const OWNER_TAG = "millrace/owner";

export type OwnerSources = {
  /** The owners of the asset or op itself. */
  readonly own: readonly string[];
  readonly runTags: Readonly<Record<string, string>>;
  readonly jobOwners: readonly string[];
  /** The slug of the code location's team. */
  readonly locationTeam: string | null;
  readonly deploymentDefault: string | null;
  readonly organizationDefault: string | null;
};

/** The owners of one failed step: the first source that names any. */
export function resolveOwners(sources: OwnerSources): readonly string[] {
  const candidates = [
    sources.own,
    splitOwners(sources.runTags[OWNER_TAG]),
    sources.jobOwners,
    sources.locationTeam ? [`team:${sources.locationTeam}`] : [],
    splitOwners(sources.deploymentDefault),
    splitOwners(sources.organizationDefault),
  ];
  const owners = candidates.find((list) => list.length > 0) ?? [DEFAULT_OWNER];
  return [...new Set(owners)];
}

/** The slug in `team:<slug>`, or undefined for an email address. */
export const teamOfOwner = (owner: string): string | undefined =>
  owner.startsWith("team:") ? owner.slice("team:".length) : undefined;

export const isEmailOwner = (owner: string): boolean => /^[^\s@:]+@[^\s@]+\.[^\s@]+$/.test(owner);

/** Each owner with its own things only, owners in the order in which they first appear. */
export function groupByOwner<T>(things: readonly T[], ownersOf: (thing: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    for (const owner of ownersOf(thing)) groups.set(owner, [...(groups.get(owner) ?? []), thing]);
  }
  return groups;
}

const splitOwners = (text: string | null | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((owner) => owner.trim())
    .filter((owner) => owner !== "");
