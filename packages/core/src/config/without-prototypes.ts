/**
 * Returns a copy of plain data whose objects have no prototype. Zod reads a field that isn't there from the prototype,
 * so a field named `constructor` would always have a value.
 */
export const withoutPrototypes = (value: unknown): unknown => copied(value, Object.prototype, null);

/** Returns plain data from {@link withoutPrototypes} as ordinary objects. */
export const withPrototypes = (value: unknown): unknown => copied(value, null, Object.prototype);

/** Copies arrays, and objects with one prototype to objects with another. Everything else is kept. */
function copied(value: unknown, from: object | null, to: object | null): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => copied(item, from, to));
  if (Object.getPrototypeOf(value) !== from) return value;
  const copy: Record<string, unknown> = Object.create(to);
  for (const [name, part] of Object.entries(value)) {
    const property = { value: copied(part, from, to), enumerable: true, configurable: true, writable: true };
    Object.defineProperty(copy, name, property);
  }
  return copy;
}
