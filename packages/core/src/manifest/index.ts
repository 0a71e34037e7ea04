export type { ConflictingKey, ManifestContext, WatchedSubject } from "./context";
export { type DefinitionEntry, DefinitionKind, definitionEntries } from "./definition-entries";
export { DefinitionChange, DefinitionDiff, diffManifests, FieldChange } from "./diff-manifests";
export { findCycle } from "./find-cycle";
export * from "./manifest";
export { parseManifest } from "./parse-manifest";
export { ManifestProblem } from "./problem";
export { keyTakenMessage } from "./rules/names";
export { validateManifest } from "./validate-manifest";
