import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unscopedPruneIdentity } from "./prune-identity";

const DAY_MS = 86_400_000;
let identity: Awaited<ReturnType<typeof openIdentity>>;
beforeAll(async () => {
  identity = await openIdentity();
});
afterAll(() => identity.close());

test("what still works is kept, what has ended is gone after its time", async () => {
  const ada = await identity.person("Ada");
  const { accounts } = identity.useCases;
  await accounts.signIn({ email: ada.email, password: "correct horse battery" }, {});
  await accounts.requestReset({ email: ada.email }, {});
  await identity.stores.idempotency.begin("org_1", "key", "POST /x", "hash");
  const count = async () => {
    const { session, mailToken, idempotencyKey, mail } = identity.db.prisma;
    return Promise.all([session.count(), mailToken.count(), idempotencyKey.count(), mail.count()]);
  };
  const now = Date.now();

  await unscopedPruneIdentity(identity.db, new Date(now));
  expect(await count()).toEqual([1, 2, 1, 2]);
  await unscopedPruneIdentity(identity.db, new Date(now + 2 * DAY_MS));
  expect(await count()).toEqual([1, 2, 0, 2]);
  await unscopedPruneIdentity(identity.db, new Date(now + 31 * DAY_MS));
  expect(await count()).toEqual([1, 0, 0, 0]);
  await unscopedPruneIdentity(identity.db, new Date(now + 38 * DAY_MS));
  expect(await count()).toEqual([0, 0, 0, 0]);
});
