export type * from "./moves";
export type * from "./ports";
export type * from "./records";
export * from "./run-lifecycle";
export { checkTags, inheritedTags, mergeTags, partitionTags, type Tags } from "./run-tags";
