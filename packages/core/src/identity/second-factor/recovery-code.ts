/** Without 0, 1, l, and o, which people mix up. */
const ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz";
const GROUPS = 5;
const GROUP_CHARS = 5;

/** How many codes a person gets at a time. */
export const RECOVERY_CODES = 10;

/** Random bytes that a code is made of: one per character, 5 bits of each, 125 in all. */
export const RECOVERY_CODE_BYTES = GROUPS * GROUP_CHARS;

/** Returns a code to show, such as `k3v9x-…`, from {@link RECOVERY_CODE_BYTES} random bytes. */
export function recoveryCode(random: Uint8Array): string {
  const chars = Array.from(random, (byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return chars.match(new RegExp(`.{${GROUP_CHARS}}`, "g"))?.join("-") ?? "";
}

/** Returns a typed code as it was shown, or null if it can't be one. Case, spaces, and dashes don't matter. */
export function parseRecoveryCode(text: string): string | null {
  const chars = text.toLowerCase().replace(/[\s-]/g, "");
  if (chars.length !== GROUPS * GROUP_CHARS || ![...chars].every((char) => ALPHABET.includes(char))) return null;
  return recoveryCode(Uint8Array.from(chars, (char) => ALPHABET.indexOf(char)));
}
