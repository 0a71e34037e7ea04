import { LIMITS } from "../limits";
import { isReservedName } from "../own";
import { partitionsError } from "./partition-error";

/** `| , [ ]` join and list keys; control characters would break lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ILLEGAL = /[|,[\]\u0000-\u001f\u007f]/;

/** The keys of a static or dynamic set, or an error that names the one that cannot be a key. */
export function checkedPartitionKeys(keys: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  for (const key of keys) {
    checkPartitionKey(key);
    if (seen.has(key)) throw partitionsError(`The partition key "${key}" is listed twice.`);
    seen.add(key);
  }
  return keys;
}

/** Whether a text can be the key of one partition of one dimension. */
export function isPartitionKey(text: string): boolean {
  return (
    text.trim() !== "" &&
    text === text.trim() &&
    !ILLEGAL.test(text) &&
    !isReservedName(text) &&
    text.length <= LIMITS.partitionKeyCharsMax
  );
}

/** Throws unless a text can be the key of one partition of one dimension. */
export function checkPartitionKey(key: string): void {
  const { partitionKeyCharsMax } = LIMITS;
  if (key.trim() === "") throw partitionsError("A partition key can't be empty.");
  if (key !== key.trim()) throw partitionsError(`The partition key "${key}" can't start or end with a space.`);
  if (isReservedName(key)) throw partitionsError(`The partition key "${key}" is reserved.`);
  if (ILLEGAL.test(key))
    throw partitionsError(
      `The partition key ${JSON.stringify(key)} contains | , [ ] or a control character, which aren't allowed.`,
    );
  if (key.length > partitionKeyCharsMax)
    throw partitionsError(
      `The partition key "${key.slice(0, 40)}…" is ${key.length} characters long, over the limit of ${partitionKeyCharsMax} (partitionKeyCharsMax).`,
    );
}
