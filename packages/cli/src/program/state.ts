import type { CommandTree } from "./command-tree";

const PARTITION = ["--partition <key>", "partition (default: asset-level state)"] as const;

/** Adds the commands for the state of assets. */
export function addStateCommands({ add, group }: CommandTree): void {
  const state = group("state", "manage state that assets and partitions keep between runs");
  add(
    state,
    "ls <asset>",
    "list the state of an asset and its partitions (time windows newest first)",
    async () => ({ command: (await import("../commands/state")).list }),
    ["state ls orders --search 2026-01"],
  )
    .option("--search <text>", "only partitions whose key contains this text")
    .option("--limit <n>", "maximum number of partitions")
    .option("--cursor <cursor>", "fetch the next page");
  add(state, "get <asset>", "print state as JSON", async () => ({ command: (await import("../commands/state")).get }), [
    "state get orders --partition 2026-01-31",
  ]).option(...PARTITION);
  add(
    state,
    "set <asset>",
    "replace state with a JSON object from a file",
    async () => ({ command: (await import("../commands/state")).set }),
    ["state set orders --value state.json"],
  )
    .option("--value <file>", "JSON file with the state, or - for stdin")
    .option(...PARTITION);
  add(
    state,
    "reset <asset>",
    "delete state so the next run starts from scratch",
    async () => ({ command: (await import("../commands/state")).reset }),
    ["state reset orders --partition 2026-01-31", "state reset orders --all"],
  )
    .option(...PARTITION)
    .option("--all", "asset-level state and the state of all partitions");
}
