/** The last eight characters of an id: enough to tell two apart by eye. */
export const shortId = (id: string): string => id.slice(-8);
