import { AsyncLocalStorage } from "node:async_hooks";

/** Whose rows statements see and write: those of one organization, or all. */
export type Scope = { readonly kind: "organization"; readonly orgId: string } | { readonly kind: "platform" };

const scopes = new AsyncLocalStorage<Scope | undefined>();
const PLATFORM: Scope = { kind: "platform" };

/** Returns the scope of the work in progress. Undefined outside of one: no organization's rows are visible. */
export const currentScope = (): Scope | undefined => scopes.getStore();

/**
 * Runs `work` for one organization: its statements, in whatever transaction, see and write only that organization's rows.
 * @throws if the work in progress is for another organization
 */
export async function inOrganization<T>(orgId: string, work: () => PromiseLike<T>): Promise<T> {
  const outer = currentScope();
  if (outer?.kind === "organization" && outer.orgId !== orgId) {
    throw new Error(`Work for organization ${outer.orgId} reached for ${orgId}`);
  }
  // Awaited inside: Prisma's promises start their query when they are awaited.
  return scopes.run({ kind: "organization", orgId }, async () => await work());
}

/** Runs `work` for the platform itself: its statements see every organization's rows. For functions named `unscoped…`. */
export const inPlatform = <T>(work: () => PromiseLike<T>): Promise<T> => scopes.run(PLATFORM, async () => await work());

/** Runs `work` in no scope, regardless of its caller. */
export const outsideScope = <T>(work: () => T): T => scopes.run(undefined, work);
