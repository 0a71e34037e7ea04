/** Patterns of credentials anywhere in a text. */
const SHAPES: readonly [RegExp, string][] = [
  [/\bmr_(pat|svc)_[A-Za-z0-9]+_[A-Za-z0-9]+/g, "mr_$1_[redacted]"],
  [/\bxox[abprs]-[A-Za-z0-9-]+/g, "xox-[redacted]"],
  [/\b(Bearer|Basic) [A-Za-z0-9._~+/=-]{8,}/gi, "$1 [redacted]"],
  [/([a-z0-9+.-]:\/\/[^\s:/@"]*):[^\s@/"]+@/gi, "$1:[redacted]@"],
];

/** Replaces anything that looks like a credential. */
export const redactText = (text: string): string =>
  SHAPES.reduce((redacted, [shape, replacement]) => redacted.replace(shape, replacement), text);
