import { base62, randomBase62 } from "./base62";
import { crc32 } from "./crc32";

/** A person's token acts with at most that person's permissions; a service's (CI) has a separate role. */
export const TOKEN_KINDS = ["pat", "svc"] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

const ID_CHARS = 12;
const SECRET_CHARS = 30;
const CHECKSUM_CHARS = 6;

/** What a token looks like, for secret scanners: `mr_<kind>_<id>_<secret><checksum>`. */
export const TOKEN_PATTERN = /\bmr_(pat|svc)_([0-9A-Za-z]{12})_([0-9A-Za-z]{30})([0-9A-Za-z]{6})\b/;

export type TokenParts = { readonly kind: TokenKind; readonly lookupId: string; readonly secret: string };
export type MintedToken = TokenParts & { readonly text: string; readonly lastFour: string };

/** A new token. Its text is shown once; only `lookupId` and a hash of `secret` are ever stored. */
export function mintToken(kind: TokenKind): MintedToken {
  const lookupId = randomBase62(ID_CHARS);
  const secret = randomBase62(SECRET_CHARS);
  const body = `mr_${kind}_${lookupId}_${secret}`;
  const text = body + checksum(body);
  return { kind, lookupId, secret, text, lastFour: text.slice(-4) };
}

/** The parts of a token, or undefined for what cannot be one (wrong shape or checksum): no look-up is needed to refuse it. */
export function parseToken(text: string): TokenParts | undefined {
  const match = TOKEN_PATTERN.exec(text);
  if (!match || match[0].length !== text.length) return undefined;
  const [, kind, lookupId, secret, given] = match as unknown as [string, TokenKind, string, string, string];
  if (checksum(text.slice(0, -CHECKSUM_CHARS)) !== given) return undefined;
  return { kind, lookupId, secret };
}

const checksum = (body: string): string => base62(crc32(body), CHECKSUM_CHARS);
