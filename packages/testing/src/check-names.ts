import { didYouMeanText } from "@millrace/core";

/** Throws if an option names something that isn't part of the test; it would be silently ignored. */
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
