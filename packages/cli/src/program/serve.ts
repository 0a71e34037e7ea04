import type { CommandTree } from "./command-tree";
import { addStateCommands } from "./state";

/** Commands for what a deployment serves, and with which values. */
export function addServeCommands(tree: CommandTree): void {
  const { program, add, group } = tree;
  program.commandsGroup("See and configure:");
  add(
    program,
    "ls <kind> [selection]",
    "list assets, jobs, schedules, sensors or checks",
    () => import("../commands/ls"),
    ["ls assets 'group:gold'", "ls jobs --json", "ls assets --local"],
  ).option("--local", "of the project, without a server");

  add(program, "open [page]", "print a page's address; with a terminal, open it", () => import("../commands/open"), [
    "open",
    "open runs",
    "open run_…",
    "open asset:orders",
  ]);
  add(
    program,
    "api <method> <path>",
    "a request of the public API, with the token of all commands",
    () => import("../commands/api"),
    ["api GET /orgs/{org}/deployments/{deployment}/runs"],
  ).option("--body <file>", "JSON file with the body; - reads standard input");

  addStateCommands(tree);

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
