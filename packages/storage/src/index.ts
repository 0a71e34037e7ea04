export type { ObjectEntry, Objects, StoredObject } from "./objects";
export { openObjects } from "./open-objects";
