/** Chances that are the same for the same seed. */
export type Random = {
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
};

/** Returns a source of chances for one scenario: the same `seed` and `name` give the same ones in the same order. */
export function seededRandom(seed: number, name: string): Random {
  let state = hash(`${seed} ${name}`);
  const next = (): number => {
    // Marsaglia's xorshift over 32 bits; its state is never 0.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return { int, pick: (items) => items[int(0, items.length - 1)] as (typeof items)[number] };
}

/** FNV-1a, made never 0. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value === 0 ? 1 : value;
}
