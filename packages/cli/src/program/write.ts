import type { CommandTree } from "./command-tree";

/** Adds the commands for development, which run locally. */
export function addWriteCommands({ program, add }: CommandTree): void {
  program.commandsGroup("Write:");
  add(
    program,
    "dev",
    "watch the project and push each change to your personal deployment (or check it locally)",
    () => import("../commands/dev"),
    ["dev", "dev --local --only 'key:orders+'"],
  )
    .option("--local", "run locally, without a server")
    .option("--only <selection>", "run these assets after each change");
  add(program, "check", "validate the project as the server would", () => import("../commands/check"));
  add(
    program,
    "tick <name>",
    "evaluate a schedule or sensor locally without launching runs",
    () => import("../commands/tick"),
    ["tick nightly --at 2026-01-31T02:00:00Z"],
  )
    .option("--at <time>", "evaluate at this time")
    .option("--cursor <json>", "cursor to pass to the sensor")
    .option("--events <json>", "events to pass to an asset or run status sensor");
}
