import { z } from "zod";

export const SLUG_CHARS_MAX = 40;

/** First path segments of the dashboard: an organization with such a slug could not be reached. */
const RESERVED = new Set(
  "account admin api app assets auth demo docs healthz help invitations login logout mail metrics new onboarding operator packages readyz reset settings sign-in sign-up static status support verify www".split(
    " ",
  ),
);

/** A name in a URL: lowercase letters, digits and single dashes, 2 to 40 characters. */
export const Slug = z
  .string()
  .min(2, "must have at least 2 characters")
  .max(SLUG_CHARS_MAX, `must have at most ${SLUG_CHARS_MAX} characters`)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "can contain only lowercase letters, digits, and single dashes");

/** A slug that an organization may have. */
export const OrganizationSlug = Slug.refine((slug) => !RESERVED.has(slug), "is reserved; choose another one");

/** The nearest slug to a name that a person wrote; empty when no character of it is allowed in one. */
export function slugify(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_CHARS_MAX)
    .replace(/^-+|-+$/g, "");
}
