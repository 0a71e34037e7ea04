import type { CommandTree } from "./command-tree";

/** Adds the commands for partitions of assets, and for partition sets. */
export function addPartitionCommands({ add, group }: CommandTree): void {
  const partitions = group("partitions", "show partition status and manage partition sets");
  add(
    partitions,
    "status <asset>",
    "show which partitions of an asset are materialized",
    async () => ({ command: (await import("../commands/partitions")).status }),
    ["partitions status daily_sales"],
  );
  add(partitions, "sets", "list partition sets and the assets that use them", async () => ({
    command: (await import("../commands/partitions")).sets,
  }));
  add(partitions, "ls <set>", "list the keys of a partition set, oldest first", async () => ({
    command: (await import("../commands/partitions")).list,
  }))
    .option("--search <text>", "only keys containing this text")
    .option("--limit <n>", "maximum number of results")
    .option("--cursor <cursor>", "fetch the next page");
  add(
    partitions,
    "add <set> [keys...]",
    "add keys to a partition set",
    async () => ({ command: (await import("../commands/partitions")).add }),
    ["partitions add customers acme globex", "partitions add customers --stdin < customers.txt"],
  ).option("--stdin", "read keys from stdin, one per line");
  add(
    partitions,
    "rm <set> [keys...]",
    "delete keys from a partition set, with their statuses, values, and state",
    async () => ({ command: (await import("../commands/partitions")).remove }),
    ["partitions rm customers acme"],
  ).option("--stdin", "read keys from stdin, one per line");
}
