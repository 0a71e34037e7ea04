import type { CommandTree } from "./command-tree";

/** Commands for what a deployment serves, and with which values. */
export function addServeCommands({ program, add, group }: CommandTree): void {
  add(
    program,
    "ls <kind> [selection]",
    "list assets, jobs, schedules, sensors or checks",
    () => import("../commands/ls"),
    ["ls assets 'group:gold'", "ls jobs --json"],
  );

  const env = group("env", "variables and secrets of a deployment");
  add(env, "ls", "variables; secrets without their values", async () => ({
    command: (await import("../commands/env")).list,
  }));
  add(
    env,
    "set <name>",
    "set a variable to what stands on standard input",
    async () => ({ command: (await import("../commands/env")).set }),
    ["env set PG_URL --stdin < pg-url.txt"],
  )
    .option("--stdin", "read the value from standard input")
    .option("--plain", "not a secret: it can be read back")
    .option("--only <location>", "for one code location only");
  add(env, "rm <name>", "remove a variable", async () => ({
    command: (await import("../commands/env")).remove,
  })).option("--only <location>", "the one of that code location");
}
