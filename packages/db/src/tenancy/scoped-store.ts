import { inOrganization, inPlatform } from "./scope";

/** What names an organization: its ID, or something that belongs to it. */
type OfOrganization = string | { readonly orgId: string };
type Method = (...args: never[]) => unknown;

/** A store whose methods take the organization first, except those named `unscoped…`. */
export type ScopedStore<S> = {
  readonly [Name in keyof S]: Name extends `unscoped${string}` ? Method : OrganizationFirst<S[Name]>;
};
type OrganizationFirst<M> = M extends (first: infer First, ...rest: never[]) => unknown
  ? [First] extends [OfOrganization]
    ? M
    : never
  : never;

/**
 * Returns a store whose methods run in the scope that they name: that of the organization which is their first argument,
 * or the platform's for methods named `unscoped…`. A statement that forgets its `orgId` then finds nothing of others.
 */
export function scopedStore<S extends ScopedStore<S>>(store: S): S {
  const scoped = Object.entries(store).map(([name, method]) => [name, inScope(name, method as Method)]);
  return Object.fromEntries(scoped) as S;
}

const inScope =
  (name: string, method: Method) =>
  async (...args: never[]): Promise<unknown> => {
    const run = async () => await method(...args);
    return name.startsWith("unscoped") ? inPlatform(run) : inOrganization(organizationOf(args[0]), run);
  };

const organizationOf = (first: OfOrganization | undefined): string => {
  const orgId = typeof first === "object" ? first.orgId : first;
  if (typeof orgId !== "string") throw new Error("The first argument of a store's method is its organization");
  return orgId;
};
