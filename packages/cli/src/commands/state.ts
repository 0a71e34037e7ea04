import { AssetStateDetail, StateItem, StatePage, StateReset } from "@millrace/protocol";
import { z } from "zod";
import { defineCommand } from "../command";
import type { CommandContext } from "../command-context";
import { CliError, usageError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { readJson } from "../read-json";

type Target = { readonly asset: string; readonly partition?: string };
const Changed = z.object({ asset: z.string(), partition: z.string().nullable(), deployment: z.string() });

export const list = defineCommand({
  output: StatePage,
  async run(context, input: { asset: string; search?: string; limit?: string; cursor?: string }): Promise<StatePage> {
    const client = await context.client();
    const path = await statePath(context, { asset: input.asset });
    const { search, limit, cursor } = input;
    const page = await client.request(StatePage, "GET", `${path}/partitions`, { query: { search, limit, cursor } });
    if (search !== undefined || cursor !== undefined) return page;
    const { asset } = await client.request(AssetStateDetail, "GET", path);
    return asset ? { ...page, data: [asset, ...page.data] } : page;
  },
  print(page, output) {
    output.table([
      ["PARTITION", "STATE", "SET", "BY"],
      ...page.data.map((it) => [
        it.partition ?? "(asset)",
        JSON.stringify(it.value),
        it.updatedAt,
        it.runId ?? it.updatedBy ?? "",
      ]),
    ]);
    if (page.hasMore) output.note(`More: --cursor ${page.nextCursor}`);
  },
});

export const get = defineCommand({
  output: StateItem,
  async run(context, input: Target) {
    const client = await context.client();
    const path = await statePath(context, input);
    if (input.partition !== undefined) return client.request(StateItem, "GET", path);
    const { asset } = await client.request(AssetStateDetail, "GET", path);
    if (asset) return asset;
    throw new CliError(EXIT.notFound, "state_not_found", `No asset-level state for "${input.asset}"`, {
      help: `millrace state ls ${input.asset} lists its partition state`,
    });
  },
  print: ({ value }, output) => output.line(JSON.stringify(value, null, 2)),
});

export const set = defineCommand({
  output: Changed,
  async run(context, input: Target & { value?: string }) {
    if (input.value === undefined) {
      const help = `echo '{"since": 0}' | millrace state set ${input.asset} --value -`;
      throw usageError("value_required", "Pass the state as a file, or - for stdin", help);
    }
    const value = await readJson("--value", input.value);
    const client = await context.client();
    await client.request(z.undefined(), "PUT", await statePath(context, input), { body: { value } });
    const deployment = await context.deployment();
    return { asset: input.asset, partition: input.partition ?? null, deployment };
  },
  print: ({ asset, partition, deployment }, output) =>
    output.note(`Set the state of ${asset}${partition === null ? "" : ` ${partition}`} in ${deployment}`),
});

export const reset = defineCommand({
  output: StateReset,
  async run(context, input: Target & { all?: boolean }) {
    if (input.all && input.partition !== undefined) {
      throw usageError("target_ambiguous", "--all and --partition can't be combined", "Remove one of them.");
    }
    const client = await context.client();
    const query = input.all ? { all: "true" } : {};
    return client.request(StateReset, "DELETE", await statePath(context, input), { query });
  },
  print: ({ entries }, output) => output.note(entries === 0 ? "No state to reset" : `Reset ${entries}`),
});

const statePath = async (context: CommandContext, { asset, partition }: Target): Promise<string> => {
  const path = `${await context.deploymentPath()}/assets/${encodeURIComponent(asset)}/state`;
  return partition === undefined ? path : `${path}/partitions/${encodeURIComponent(partition)}`;
};
