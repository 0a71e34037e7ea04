import type { Actor } from "@millrace/core/identity";

export type { Actor } from "@millrace/core/identity";

/** The first argument of every use case that touches an organization's data. */
export type Scope = { readonly orgId: string; readonly actor: Actor };

/** The platform itself, where no one asked. */
export const SYSTEM_ACTOR: Actor = { kind: "system", id: "system", name: "Millrace" };
