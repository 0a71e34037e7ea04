export * from "./run-lifecycle";
export * from "./run-record";
export { checkTags, inheritedTags, mergeTags, partitionTags, type Tags } from "./run-tags";
