import { didYouMeanText } from "@millrace/core";

/** Throws when an option names what the test is not about: it would be ignored in silence. */
export function checkNames(
  option: string,
  given: Readonly<Record<string, unknown>> | undefined,
  known: Iterable<string>,
  why: string,
): void {
  const names = [...known];
  const unknown = Object.keys(given ?? {}).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new TypeError(`${option}.${unknown}: ${why}.${didYouMeanText(unknown, names)}`);
}
