import type { CommandTree } from "./command-tree";
import { addStateCommands } from "./state";

/** Adds the commands for a deployment's definitions and variables. */
export function addServeCommands(tree: CommandTree): void {
  const { program, add, group } = tree;
  program.commandsGroup("Inspect and configure:");
  add(
    program,
    "ls <kind> [selection]",
    "list assets, jobs, schedules, sensors or checks",
    () => import("../commands/ls"),
    ["ls assets 'group:gold'", "ls jobs --json", "ls assets --local"],
  ).option("--local", "read the local project instead of the server");

  add(
    program,
    "open [page]",
    "open a dashboard page (prints the URL when not in a terminal)",
    () => import("../commands/open"),
    ["open", "open runs", "open run_…", "open asset:orders"],
  );
  add(
    program,
    "api <method> <path>",
    "send a request to the REST API with your token",
    () => import("../commands/api"),
    ["api GET /orgs/{org}/deployments/{deployment}/runs"],
  ).option("--body <file>", "JSON file with the request body, or - for stdin");

  addStateCommands(tree);

  const env = group("env", "manage variables and secrets of a deployment");
  add(env, "ls", "list variables (secret values are hidden)", async () => ({
    command: (await import("../commands/env")).list,
  }));
  add(
    env,
    "set <name>",
    "set a variable from stdin",
    async () => ({ command: (await import("../commands/env")).set }),
    ["env set PG_URL --stdin < pg-url.txt"],
  )
    .option("--stdin", "read the value from stdin")
    .option("--plain", "store as plain text instead of a secret")
    .option("--only <location>", "only for this code location");
  add(env, "rm <name>", "remove a variable", async () => ({
    command: (await import("../commands/env")).remove,
  })).option("--only <location>", "the variable for this code location");
}
