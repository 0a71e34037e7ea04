import { Whoami } from "@millrace/protocol";
import { z } from "zod";
import { defineCommand } from "../command";

const Answer = Whoami.extend({ url: z.string() });

export const command = defineCommand({
  output: Answer,
  async run(context) {
    const client = await context.client();
    return { ...(await client.whoami()), url: client.url };
  },
  print({ url, organization, actor, role, scopes, expiresAt }, output) {
    output.table([
      ["organization", `${organization.slug} (${organization.name})`],
      ["token", `${actor.name} (${actor.kind})`],
      ["role", role],
      ["scopes", scopes.join(", ")],
      ["expires", expiresAt ?? "never"],
      ["server", url],
    ]);
  },
});
