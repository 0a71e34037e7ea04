const ITEM = /\[\d+\]$/;

/** Returns the step key of an item of a map. */
export const mapItemKey = (map: string, index: number): string => `${map}[${index}]`;

/** Returns true if a step key is that of an item of a map. Keys of other steps never end in an index. */
export const isMapItem = (key: string): boolean => ITEM.test(key);

/** Returns the key of the map that an item belongs to; any other key as it is. */
export const mapOf = (key: string): string => key.replace(ITEM, "");
