import { text } from "node:stream/consumers";
import { shortSecretWarning } from "@millrace/core/secret-length";
import { VariableList } from "@millrace/protocol";
import { z } from "zod";
import { defineCommand } from "../command";
import { usageError } from "../errors/cli-error";

const Changed = z.object({ name: z.string(), deployment: z.string(), location: z.string().nullable() });
const SetResult = Changed.extend({ warning: z.string().optional() });

export const list = defineCommand({
  output: VariableList,
  async run(context) {
    const client = await context.client();
    return client.request(VariableList, "GET", `${await context.deploymentPath()}/variables`);
  },
  print({ data }, output) {
    output.table([
      ["NAME", "VALUE", "LOCATION", "CHANGED", "BY"],
      ...data.map((it) => [it.name, it.value ?? "(secret)", it.location ?? "all", it.updatedAt, it.updatedBy]),
    ]);
  },
});

export const set = defineCommand({
  output: SetResult,
  async run(context, input: { name: string; stdin?: boolean; plain?: boolean; only?: string }) {
    if (!input.stdin) {
      throw usageError(
        "value_required",
        "The value must be passed on stdin so it doesn't end up in your shell history",
        `printf %s "$VALUE" | millrace env set ${input.name} --stdin`,
      );
    }
    const value = (await text(process.stdin)).replace(/\r?\n$/, "");
    const client = await context.client();
    const path = `${await context.deploymentPath()}/variables/${encodeURIComponent(input.name)}`;
    await client.request(z.undefined(), "PUT", path, {
      body: { value, isSecret: !input.plain, onlyLocation: input.only },
    });
    const warning = input.plain ? undefined : shortSecretWarning(input.name, value);
    return {
      name: input.name,
      deployment: await context.deployment(),
      location: input.only ?? null,
      ...(warning ? { warning } : {}),
    };
  },
  print({ name, deployment, warning }, output) {
    output.note(`Set ${name} in ${deployment}. New runs will use it.`);
    if (warning) output.problem({ severity: "warning", code: "secret_too_short", message: warning });
  },
});

export const remove = defineCommand({
  output: Changed,
  async run(context, input: { name: string; only?: string }) {
    const client = await context.client();
    const path = `${await context.deploymentPath()}/variables/${encodeURIComponent(input.name)}`;
    await client.request(z.undefined(), "DELETE", path, { query: { onlyLocation: input.only } });
    return { name: input.name, deployment: await context.deployment(), location: input.only ?? null };
  },
  print: ({ name, deployment }, output) => output.note(`Removed ${name} from ${deployment}`),
});
