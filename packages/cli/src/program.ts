import { Command } from "commander";
import type { GlobalOptions, LoadedCommand } from "./run-command";

type Load = () => Promise<LoadedCommand>;

const PARTITION = ["--partition <keys>", "partition keys, separated by commas"] as const;
const CONFIG = ["--config <file>", "JSON file with the configuration; - reads standard input"] as const;

/** The command tree. Modules of commands load when they run, so that `--help` is fast. */
export function createProgram(version: string, exit: (code: number) => void): Command {
  const program = new Command("millrace")
    .description("Write data pipelines in TypeScript, push them, run them, see what happened.")
    .version(version, "-V, --version")
    .showHelpAfterError("(millrace --help lists the commands)")
    .configureHelp({ showGlobalOptions: false });

  const add = (parent: Command, usage: string, description: string, load: Load, examples: string[] = []): Command => {
    const command = parent.command(usage).description(description);
    if (examples.length > 0)
      command.addHelpText("beforeAll", `Examples:\n${examples.map((it) => `  $ millrace ${it}`).join("\n")}\n`);
    command
      .option("--json", "one JSON value on stdout")
      .option("--response-schema", "print the JSON Schema of that value and exit")
      .option("--deployment <name>", "the environment; default: the project's, else production")
      .option("--location <name>", "the code location; default: the project's")
      .option("--url <address>", "the server; default: MILLRACE_URL, else the profile's")
      .option("--token-stdin", "read the API token from standard input")
      .option("--no-color", "no colors (also NO_COLOR)")
      .option("-q, --quiet", "only data and errors")
      .option("--debug", "show each request with its id")
      .action(async (...args: unknown[]) => {
        const self = args.at(-1) as Command;
        const names = self.registeredArguments.map((argument) => argument.name());
        const input = Object.fromEntries(names.map((name, index) => [name, args[index]]));
        const { runCommand } = await import("./run-command");
        exit(await runCommand(load, input, self.opts<GlobalOptions>(), version));
      });
    return command;
  };
  const group = (name: string, description: string): Command => program.command(name).description(description);

  add(program, "init [dir]", "make a code location here or in a new folder", () => import("./commands/init"), [
    "init my-location",
  ]);
  add(
    program,
    "dev",
    "watch the project; push each change to your own deployment, or check it here",
    () => import("./commands/dev"),
    ["dev", "dev --local --only 'key:orders+'"],
  )
    .option("--local", "in this process, without a server")
    .option("--only <selection>", "run these assets after each change");
  add(program, "check", "load the project and find what the server would refuse", () => import("./commands/check"));
  add(program, "push", "check, bundle, upload, load and activate a version", () => import("./commands/push"), [
    "push",
    'push --external-id "$GITHUB_SHA" --deployment staging',
    "push --dry-run",
  ])
    .option("--dry-run", "check, bundle and diff; push nothing")
    .option("--no-activate", "load the version without making it active")
    .option("--external-id <id>", "push once per id, e.g. a commit")
    .option("--detach", "do not wait until the version is loaded")
    .option("--analyze", "show the largest parts of the bundle");
  add(program, "diff", "what a push would change (exit code 10 when something)", () => import("./commands/diff"));
  add(
    program,
    "materialize <selection>",
    "run assets",
    async () => ({ command: (await import("./commands/launch")).materialize }),
    ["materialize '*'", "materialize 'key:orders+' --watch", "materialize 'group:gold' --partition 2026-01-31"],
  )
    .option(...PARTITION)
    .option(...CONFIG)
    .option("--tag <key=value...>", "tags of the run")
    .option("--watch", "print events as they happen")
    .option("--no-wait", "launch only")
    .option("--local", "run in this process, without a server");
  add(
    program,
    "ls <kind> [selection]",
    "list assets, jobs, schedules, sensors or checks",
    () => import("./commands/ls"),
    ["ls assets 'group:gold'", "ls jobs --json"],
  );
  add(program, "logs <run>", "events or output of a run", () => import("./commands/logs"), [
    "logs run_… -f",
    "logs run_… --stream stdout --step orders",
  ])
    .option("-f, --follow", "go on until the run has finished")
    .option("--step <key>", "of one step")
    .option("--stream <name>", "events, stdout or stderr", "events");
  add(
    program,
    "tick <name>",
    "evaluate a schedule or sensor of the project here; launches nothing",
    () => import("./commands/tick"),
  )
    .option("--at <time>", "as of this time")
    .option("--cursor <json>", "a sensor's cursor");

  const job = group("job", "run jobs");
  add(job, "run <job>", "run a job", async () => ({ command: (await import("./commands/launch")).runJob }), [
    "job run nightly --config config.json",
  ])
    .option(...PARTITION)
    .option(...CONFIG)
    .option("--tag <key=value...>", "tags of the run")
    .option("--watch", "print events as they happen")
    .option("--no-wait", "launch only")
    .option("--local", "run in this process, without a server");

  const runs = group("runs", "list, show, cancel and retry runs");
  add(runs, "ls", "runs, newest first", async () => ({ command: (await import("./commands/runs")).list }))
    .option("--status <status>", "QUEUED, STARTED, SUCCESS, FAILURE, …")
    .option("--job <name>", "of one job")
    .option("--limit <n>", "at most so many")
    .option("--cursor <cursor>", "continue a list");
  add(runs, "show <run>", "a run and its steps", async () => ({ command: (await import("./commands/runs")).show }));
  add(runs, "cancel <run>", "end a run", async () => ({ command: (await import("./commands/runs")).cancel }));
  add(runs, "retry <run>", "run it again", async () => ({ command: (await import("./commands/runs")).retry })).option(
    "--from-failure",
    "only what failed and what comes after it",
  );

  const versions = group("versions", "pushed versions of the code location");
  add(versions, "ls", "versions, newest first", async () => ({ command: (await import("./commands/versions")).list }))
    .option("--limit <n>", "at most so many")
    .option("--cursor <cursor>", "continue a list");
  add(versions, "show <version>", "state, error and difference", async () => ({
    command: (await import("./commands/versions")).show,
  }));
  add(versions, "activate <version>", "make a version active", async () => ({
    command: (await import("./commands/versions")).activate,
  }));
  add(versions, "rollback", "back to the version before", async () => ({
    command: (await import("./commands/versions")).rollback,
  }));

  const env = group("env", "variables and secrets of a deployment");
  add(env, "ls", "variables; secrets without their values", async () => ({
    command: (await import("./commands/env")).list,
  }));
  add(
    env,
    "set <name>",
    "set a variable to what stands on standard input",
    async () => ({ command: (await import("./commands/env")).set }),
    ["env set PG_URL --stdin < pg-url.txt"],
  )
    .option("--stdin", "read the value from standard input")
    .option("--plain", "not a secret: it can be read back")
    .option("--only <location>", "for one code location only");
  add(env, "rm <name>", "remove a variable", async () => ({ command: (await import("./commands/env")).remove })).option(
    "--only <location>",
    "the one of that code location",
  );

  add(
    program,
    "login",
    "keep the server's address and a token for the commands that follow",
    () => import("./commands/login"),
    ["login --url https://millrace.example.com --token-stdin < token.txt"],
  );
  add(program, "logout", "forget them", () => import("./commands/logout"));
  add(program, "whoami", "whose token this is", () => import("./commands/whoami"));
  return program;
}
