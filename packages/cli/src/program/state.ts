import type { CommandTree } from "./command-tree";

const PARTITION = ["--partition <key>", "of this partition; default: of the asset as a whole"] as const;

/** Commands for what assets keep in `state`. */
export function addStateCommands({ add, group }: CommandTree): void {
  const state = group("state", "what assets and their partitions keep from run to run");
  add(
    state,
    "ls <asset>",
    "of an asset and its partitions, those of windows of time newest first",
    async () => ({ command: (await import("../commands/state")).list }),
    ["state ls orders --search 2026-01"],
  )
    .option("--search <text>", "of partitions whose key contains this")
    .option("--limit <n>", "at most so many partitions")
    .option("--cursor <cursor>", "continue a list");
  add(state, "get <asset>", "as JSON", async () => ({ command: (await import("../commands/state")).get }), [
    "state get orders --partition 2026-01-31",
  ]).option(...PARTITION);
  add(
    state,
    "set <asset>",
    "replace it by the JSON object of a file",
    async () => ({ command: (await import("../commands/state")).set }),
    ["state set orders --value state.json"],
  )
    .option("--value <file>", "JSON file with the state; - reads standard input")
    .option(...PARTITION);
  add(
    state,
    "reset <asset>",
    "forget it: the next run starts as the first one did",
    async () => ({ command: (await import("../commands/state")).reset }),
    ["state reset orders --partition 2026-01-31", "state reset orders --all"],
  )
    .option(...PARTITION)
    .option("--all", "of the asset as a whole and of all its partitions");
}
