import type { DefinitionKind } from "./definition-entries";

/** A key that another code location of the deployment has. */
export type ConflictingKey = { readonly kind: DefinitionKind; readonly key: string; readonly location: string };

/** A job or asset that an alert policy names, and that the deployment has from this location now. */
export type WatchedSubject = { readonly policy: string; readonly kind: "job" | "asset"; readonly key: string };

/** What only the platform knows of a deployment; a check without it is left out. */
export type ManifestContext = {
  /** The deployment's name, for what is to be done about a problem. */
  readonly deployment?: string;
  /** Slugs of the organization's teams. */
  readonly teams?: ReadonlySet<string>;
  /** Email addresses of its members, in lower case. */
  readonly members?: ReadonlySet<string>;
  /** Variables that the location would see in the deployment. */
  readonly variables?: ReadonlySet<string>;
  readonly taken?: readonly ConflictingKey[];
  readonly watched?: readonly WatchedSubject[];
};
