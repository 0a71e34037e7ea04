/**
 * Returns what a record has under a name that a user chose, or undefined. The only way to read a record by such a name:
 * `record[name]` would find `constructor` and `toString` on the prototype of every object.
 */
export const ownValue = <T>(record: Readonly<Record<string, T>> | null | undefined, name: string): T | undefined =>
  record && Object.hasOwn(record, name) ? record[name] : undefined;

/** True for the one name that a record can't keep: assigning to it replaces the record's prototype. */
export const isReservedName = (name: string): boolean => name === "__proto__";
