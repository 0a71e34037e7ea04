import { createHash, randomBytes } from "node:crypto";
import { DomainError } from "@millrace/core";
import type { LinkPurpose, LinkStore } from "@millrace/core/identity";
import type { Clock } from "../clock";

const HOUR_MS = 3_600_000;
const LIFE_MS: Record<LinkPurpose, number> = { verify: 48 * HOUR_MS, reset: HOUR_MS, changeEmail: 24 * HOUR_MS };

/** Makes the secret of a link to be mailed; only its hash is stored. */
export async function issueLink(
  deps: { links: LinkStore; clock: Clock },
  link: { userId: string; purpose: LinkPurpose; email: string },
): Promise<string> {
  const secret = randomBytes(24).toString("base64url");
  const expiresAt = new Date(deps.clock.now().getTime() + LIFE_MS[link.purpose]);
  await deps.links.create({ ...link, hash: hashSecret(secret), expiresAt });
  return secret;
}

/** Uses a mailed link up, once. */
export async function redeemLink(deps: { links: LinkStore; clock: Clock }, secret: string, purpose: LinkPurpose) {
  const link = await deps.links.consume(hashSecret(secret), purpose, deps.clock.now());
  if (!link) throw linkInvalid();
  return link;
}

export const linkInvalid = () =>
  new DomainError("invalid", "link_invalid", "This link has already been used or has expired. Request a new one.");

export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");
