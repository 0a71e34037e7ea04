import { createDb, createIdentityStores } from "@millrace/db";
import { createRateLimiter } from "@millrace/queue";
import { type Actor, identityUseCases } from "@millrace/services";
import type { PasswordHasher } from "@millrace/services/accounts";
import { createSecretBox } from "@millrace/services/variables";
import { TestClock } from "./test-clock";
import { createTestDatabase } from "./test-database";
import { testRedis } from "./test-redis";

export type IdentityFixture = Awaited<ReturnType<typeof openIdentity>>;

/** A person who is a member of an organization, as use cases and procedures want them. */
export type TestMember = { readonly userId: string; readonly actor: Actor };

/** Every use case of people and organizations, on a separate database and with a clock that tests move. */
export async function openIdentity(
  options: { operatorEmails?: readonly string[]; embedded?: boolean; hasher?: PasswordHasher } = {},
) {
  const [database, redis] = await Promise.all([createTestDatabase(), testRedis()]);
  const db = createDb({ url: database.url });
  const rateLimiter = createRateLimiter({ url: redis.url });
  const stores = createIdentityStores(db);
  const clock = new TestClock(new Date());
  const inBackground = new Set<Promise<unknown>>();
  const useCases = identityUseCases({
    ...stores,
    hasher: options.hasher ?? plainHasher,
    rateLimiter,
    secretBox: createSecretBox(`test:${Buffer.alloc(32).toString("base64")}`),
    clock,
    publicUrl: "https://millrace.test",
    evenTimeMs: 0,
    mailDelivery: "local",
    operatorEmails: options.operatorEmails ?? [],
    embedded: options.embedded ?? true,
    background: (work) => void inBackground.add(work),
  });

  /** The secret of the newest mail's link. */
  const mailedSecret = async (to: string): Promise<string> => {
    const mail = (await stores.mails.listAll(100)).find((candidate) => candidate.to === to);
    const secret = mail && /https:\/\/millrace\.test\/(?:\S*token=|invitations\/)(\S+)/.exec(mail.text)?.[1];
    if (!secret) throw new Error(`no mail with a link to ${to}`);
    return secret;
  };

  /** A confirmed account; its password is "correct horse battery". */
  const person = async (name: string): Promise<TestMember & { readonly email: string }> => {
    const email = `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}@example.com`;
    const password = "correct horse battery";
    await useCases.accounts.signUp({ email, name, password }, {});
    await useCases.accounts.verifyEmail({ token: await mailedSecret(email), password }, {});
    const account = await stores.accounts.findByEmail(email);
    if (!account) throw new Error(`${email} did not sign up`);
    return { userId: account.id, email, actor: { kind: "user", id: account.id, name } };
  };

  /** An organization of a new owner. */
  const organization = async (slug = `acme-${crypto.randomUUID().slice(0, 8)}`) => {
    const owner = await person("Olivia");
    const { id } = await useCases.organizations.create(owner.actor, { name: "Acme", slug });
    return { orgId: id, slug, owner, scope: { orgId: id, actor: owner.actor } };
  };

  return {
    db,
    stores,
    useCases,
    rateLimiter,
    clock,
    mailedSecret,
    person,
    organization,
    /** Waits for work that continues after its caller was answered. */
    settled: () => Promise.all(inBackground),
    async close() {
      await Promise.all(inBackground);
      await Promise.all([db.close(), rateLimiter.close()]);
      await database.drop();
    },
  };
}

/** Passwords are what tests of other things do not want to wait for. */
const plainHasher: PasswordHasher = {
  hash: async (password) => `plain:${password}`,
  verify: async (hash, password) => hash === `plain:${password}`,
};
