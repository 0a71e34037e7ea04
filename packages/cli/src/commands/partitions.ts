import { text } from "node:stream/consumers";
import { LIMITS } from "@millrace/core";
import {
  AssetPartitionStatus,
  ChangedSet,
  type ChangeSetBody,
  DynamicKeyPage,
  DynamicSetList,
} from "@millrace/protocol";
import { defineCommand } from "../command";
import type { CommandContext } from "../command-context";
import { usageError } from "../errors/cli-error";

export const sets = defineCommand({
  output: DynamicSetList,
  async run(context) {
    const client = await context.client();
    return client.request(DynamicSetList, "GET", `${await context.deploymentPath()}/partition-sets`);
  },
  print({ data }, output) {
    output.table([
      ["SET", "KEYS", "LAST ADDED", "PARTITIONS"],
      ...data.map((it) => [
        it.name,
        String(it.size),
        it.lastAddedAt ?? "never",
        it.usedBy.map(({ kind, key }) => (kind === "asset" ? key : `job ${key}`)).join(", "),
      ]),
    ]);
  },
});

export const list = defineCommand({
  output: DynamicKeyPage,
  async run(
    context,
    { set, search, limit, cursor }: { set: string; search?: string; limit?: string; cursor?: string },
  ) {
    const client = await context.client();
    return client.request(DynamicKeyPage, "GET", `${await setPath(context, set)}/keys`, {
      query: { search, limit, cursor },
    });
  },
  print(page, output) {
    output.table([["KEY", "ADDED", "BY"], ...page.data.map((it) => [it.key, it.addedAt, it.addedBy])]);
    if (page.hasMore) output.note(`More: --cursor ${page.nextCursor}`);
  },
});

type Changing = { set: string; keys: string[]; stdin?: boolean };

export const add = defineCommand({
  output: ChangedSet,
  run: async (context, input: Changing) => change(context, input.set, "add", await keysFrom("add", input)),
  print: ({ set, added, size }, output) => output.note(`Added ${added} to ${set} (${size} total)`),
});

export const remove = defineCommand({
  output: ChangedSet,
  run: async (context, input: Changing) => change(context, input.set, "delete", await keysFrom("rm", input)),
  print: ({ set, deleted, size }, output) => output.note(`Deleted ${deleted} from ${set} (${size} remaining)`),
});

export const status = defineCommand({
  output: AssetPartitionStatus,
  async run(context, { asset }: { asset: string }) {
    const client = await context.client();
    const path = `${await context.deploymentPath()}/assets/${encodeURIComponent(asset)}/partitions`;
    return client.request(AssetPartitionStatus, "GET", path);
  },
  print({ size, counts, ranges, rangesLeft }, output) {
    const others = (["inProgress", "failed", "missing"] as const)
      .filter((it) => (counts[it] ?? 0) > 0)
      .map((it) => `, ${counts[it]} ${it === "inProgress" ? "in progress" : it}`);
    output.note(`${counts.materialized ?? 0} of ${size} materialized${others.join("")}`);
    output.table([
      ["STATUS", "FROM", "TO", "PARTITIONS"],
      ...ranges.map((it) => [it.status, it.from, it.to, String(it.count)]),
    ]);
    if (rangesLeft > 0) output.note(`${rangesLeft} more ranges not shown (included in the totals)`);
  },
});

const setPath = async (context: CommandContext, set: string): Promise<string> =>
  `${await context.deploymentPath()}/partition-sets/${encodeURIComponent(set)}`;

async function keysFrom(command: string, { set, keys, stdin }: Changing): Promise<readonly string[]> {
  const given = stdin ? (await text(process.stdin)).split("\n") : keys;
  const trimmed = given.map((key) => key.trim()).filter(Boolean);
  if (trimmed.length > 0) return trimmed;
  throw usageError(
    "keys_needed",
    "No keys given",
    `millrace partitions ${command} ${set} <key…>, or --stdin with one key per line`,
  );
}

/** Updates a partition set in as many requests as its keys need. Each request is atomic and safe to repeat. */
async function change(
  context: CommandContext,
  set: string,
  what: keyof ChangeSetBody,
  keys: readonly string[],
): Promise<ChangedSet> {
  const client = await context.client();
  const path = await setPath(context, set);
  const total = { set, added: 0, deleted: 0, size: 0 };
  for (const part of parts(keys)) {
    const { added, deleted, size } = await client.request(ChangedSet, "PATCH", path, { body: { [what]: part } });
    total.added += added;
    total.deleted += deleted;
    total.size = size;
  }
  return total;
}

/** A request body can have 1 MiB, and a key up to 255 characters of up to 4 bytes each. */
const KEYS_PER_REQUEST = Math.min(1_000, LIMITS.dynamicPartitionChangesMax);

function* parts(keys: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < keys.length; at += KEYS_PER_REQUEST) yield keys.slice(at, at + KEYS_PER_REQUEST);
}
