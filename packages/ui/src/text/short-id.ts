/** Returns the last eight characters of an ID, which are enough to distinguish two by eye. */
export const shortId = (id: string): string => id.slice(-8);
