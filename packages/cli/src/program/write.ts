import type { CommandTree } from "./command-tree";

/** Commands for while one writes: what happens, happens here. */
export function addWriteCommands({ program, add }: CommandTree): void {
  program.commandsGroup("Write:");
  add(
    program,
    "dev",
    "watch the project; push each change to your own deployment, or check it here",
    () => import("../commands/dev"),
    ["dev", "dev --local --only 'key:orders+'"],
  )
    .option("--local", "in this process, without a server")
    .option("--only <selection>", "run these assets after each change");
  add(program, "check", "load the project and find what the server would refuse", () => import("../commands/check"));
  add(
    program,
    "tick <name>",
    "evaluate a schedule or sensor of the project here; launches nothing",
    () => import("../commands/tick"),
    ["tick nightly --at 2026-01-31T02:00:00Z"],
  )
    .option("--at <time>", "as of this time")
    .option("--cursor <json>", "a sensor's cursor")
    .option("--events <json>", "what a sensor of assets or runs is told of");
}
