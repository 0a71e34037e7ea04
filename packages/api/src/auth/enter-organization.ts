import { DomainError } from "@millrace/core";
import { type ApiContext, actorOf } from "../trpc/context";
import { type OrgAccess, orgAccess } from "./access";

/**
 * Lets the person behind a session into an organization. Strangers get the same error as for one that doesn't exist.
 *
 * @throws {DomainError} `not_signed_in`, `organization_not_found`, or `second_factor_missing`
 */
export async function enterOrganization(
  ctx: Pick<ApiContext, "access" | "user" | "ip" | "requestId">,
  slug: string,
): Promise<OrgAccess> {
  if (!ctx.user) throw new DomainError("unauthorized", "not_signed_in", "You're not signed in.");
  const member = await ctx.access.findMembership(ctx.user.id, slug);
  if (!member) throw new DomainError("notFound", "organization_not_found", `Organization "${slug}" not found.`);
  if (member.isSecondFactorMissing) throw secondFactorMissing(slug);
  return orgAccess(member, actorOf(ctx, ctx.user));
}

/** API tokens don't come through here: a token is a factor that its owner created after signing in. */
const secondFactorMissing = (slug: string) =>
  new DomainError(
    "forbidden",
    "second_factor_missing",
    `Organization "${slug}" requires two-factor authentication. Set it up on the page Account › Security.`,
  );
