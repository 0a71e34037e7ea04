import { randomBytes } from "node:crypto";
import { newId, type RateLimiter } from "@millrace/core";
import { TOKEN_SCOPES } from "@millrace/core/identity";
import { createDb, createIdentityStores } from "@millrace/db";
import { systemClock } from "@millrace/services";
import { argon2Hasher } from "@millrace/services/accounts";
import { createMailer } from "@millrace/services/mail";
import { organizationUseCases } from "@millrace/services/organizations";
import { teamUseCases } from "@millrace/services/teams";
import { tokenUseCases } from "@millrace/services/tokens";

export type SeedOptions = {
  readonly databaseUrl: string;
  readonly publicUrl: string;
  readonly email: string;
  readonly organization: { readonly slug: string; readonly name: string };
  /** Teams that definitions name as owners, with their Slack channels. */
  readonly teams: readonly { readonly slug: string; readonly name: string; readonly channel: string }[];
};

export type SeededOrganization = {
  readonly email: string;
  /** Random, because a local machine can be reachable from others. */
  readonly password: string;
  readonly organization: string;
  /** A personal token with all scopes, valid for one day. */
  readonly token: string;
};

/** Seeding needs no rate limit. */
const unlimited: RateLimiter = { take: async () => ({ allowed: true, remaining: 1, resetSeconds: 0 }) };

/** Creates a confirmed account, its organization, teams, and a token, through the same use cases as the dashboard. */
export async function seedOrganization(options: SeedOptions): Promise<SeededOrganization> {
  const db = createDb({ url: options.databaseUrl, applicationName: "millrace-seed" });
  try {
    const stores = createIdentityStores(db);
    const password = randomBytes(9).toString("base64url");
    const id = newId("user");
    const passwordHash = await argon2Hasher.hash(password);
    await stores.accounts.create({
      id,
      email: options.email,
      name: options.organization.name,
      passwordHash,
      emailVerifiedAt: new Date(),
    });

    const actor = { kind: "user", id, name: options.organization.name } as const;
    const organizations = organizationUseCases({
      ...stores,
      clock: systemClock,
      mailer: createMailer(stores.mails, "local"),
      publicUrl: options.publicUrl,
      rateLimiter: unlimited,
    });
    const { id: orgId, slug } = await organizations.create(actor, options.organization);
    const scope = { orgId, actor };
    const teams = teamUseCases(stores);
    for (const { channel, ...team } of options.teams) {
      await teams.create(scope, team);
      await teams.setDestination(scope, {
        team: team.slug,
        destination: { kind: "slack", target: channel, severity: null },
      });
    }
    const tokens = tokenUseCases({ tokens: stores.tokens, clock: systemClock });
    const { token } = await tokens.create(scope, "owner", {
      kind: "pat",
      name: "Seed",
      scopes: [...TOKEN_SCOPES],
      expiresInDays: 1,
    });
    return { email: options.email, password, organization: slug, token };
  } finally {
    await db.close();
  }
}
