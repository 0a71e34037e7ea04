import { newId } from "@millrace/core";
import { TOKEN_SCOPES } from "@millrace/core/identity";
import { createDb, createIdentityStores } from "@millrace/db";
import { asOwner } from "@millrace/harness";
import { systemClock } from "@millrace/services";
import { tokenUseCases } from "@millrace/services/tokens";
import type { StackState } from "./test";

/** An editor who belongs to no team, with a personal token. */
export async function addEditor(stack: StackState, organization: string): Promise<{ token: string }> {
  const db = createDb({ url: asOwner(stack.databaseUrl), applicationName: "millrace-e2e" });
  try {
    const { id: orgId } = await db.prisma.organization.findUniqueOrThrow({ where: { slug: organization } });
    const id = newId("user");
    await db.prisma.user.create({ data: { id, email: `${id}@example.com`, name: "Eve Editor" } });
    await db.prisma.membership.create({ data: { orgId, userId: id, role: "editor" } });
    const { tokens } = createIdentityStores(db);
    const scope = { orgId, actor: { kind: "user", id, name: "Eve Editor" } } as const;
    return await tokenUseCases({ tokens, clock: systemClock }).create(scope, "editor", {
      kind: "pat",
      name: "Laptop",
      scopes: TOKEN_SCOPES.filter((each) => ["locations:push", "runs:launch", "runs:read"].includes(each)),
      expiresInDays: 1,
    });
  } finally {
    await db.close();
  }
}
