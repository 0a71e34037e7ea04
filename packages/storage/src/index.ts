export { checkObjectKey } from "./object-key";
export type { ObjectEntry, Objects, StoredObject } from "./objects";
export { openObjects } from "./open-objects";
