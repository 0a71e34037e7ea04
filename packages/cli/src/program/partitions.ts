import type { CommandTree } from "./command-tree";

/** Commands for the partitions of assets, and for the named sets that grow at run time. */
export function addPartitionCommands({ add, group }: CommandTree): void {
  const partitions = group("partitions", "status of partitions, and keys of dynamic sets");
  add(
    partitions,
    "status <asset>",
    "which partitions of an asset are materialized, as ranges",
    async () => ({ command: (await import("../commands/partitions")).status }),
    ["partitions status daily_sales"],
  );
  add(partitions, "sets", "dynamic sets, and what they partition", async () => ({
    command: (await import("../commands/partitions")).sets,
  }));
  add(partitions, "ls <set>", "keys of a dynamic set, oldest first", async () => ({
    command: (await import("../commands/partitions")).list,
  }))
    .option("--search <text>", "keys that contain it")
    .option("--limit <n>", "at most so many")
    .option("--cursor <cursor>", "continue a list");
  add(
    partitions,
    "add <set> [keys...]",
    "add keys to a dynamic set",
    async () => ({ command: (await import("../commands/partitions")).add }),
    ["partitions add customers acme globex", "partitions add customers --stdin < customers.txt"],
  ).option("--stdin", "read keys from standard input, one a line");
  add(
    partitions,
    "rm <set> [keys...]",
    "delete keys of a dynamic set, with what is known of their partitions",
    async () => ({ command: (await import("../commands/partitions")).remove }),
    ["partitions rm customers acme"],
  ).option("--stdin", "read keys from standard input, one a line");
}
