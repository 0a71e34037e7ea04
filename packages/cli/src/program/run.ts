import type { Command } from "commander";
import { CONFIG, type CommandTree, PARTITION } from "./command-tree";

/** Commands that run assets and jobs, and show what became of it. */
export function addRunCommands({ program, add, group }: CommandTree): void {
  program.commandsGroup("Run:");
  launchOptions(
    add(
      program,
      "materialize <selection>",
      "run assets",
      async () => ({ command: (await import("../commands/launch")).materialize }),
      [
        "materialize '*'",
        "materialize 'key:orders+' --watch",
        "materialize 'group:gold' --partition 2026-01-01...2026-01-31 --run-per-partition",
      ],
    ),
  );
  const job = group("job", "run jobs");
  launchOptions(
    add(job, "run <job>", "run a job", async () => ({ command: (await import("../commands/launch")).runJob }), [
      "job run nightly --config config.json",
    ]),
  );

  const runs = group("runs", "list, show, cancel and retry runs");
  add(runs, "ls", "runs, newest first", async () => ({ command: (await import("../commands/runs")).list }))
    .option("--status <status>", "QUEUED, STARTED, SUCCESS, FAILURE, …")
    .option("--job <name>", "of one job")
    .option("--limit <n>", "at most so many")
    .option("--cursor <cursor>", "continue a list");
  add(runs, "show <run>", "a run and its steps", async () => ({ command: (await import("../commands/runs")).show }));
  add(runs, "cancel <run>", "end a run", async () => ({ command: (await import("../commands/runs")).cancel }));
  add(runs, "retry <run>", "run it again", async () => ({ command: (await import("../commands/runs")).retry }), [
    "runs retry run_… --from-failure",
    "runs retry run_… --step orders 'load[2]'",
  ])
    .option("--from-failure", "only what failed and what comes after it")
    .option("--step <key...>", "only these steps; values of the others are reused")
    .option("--from-step <key...>", "these steps and what comes after them");
  add(program, "logs <run>", "events or output of a run", () => import("../commands/logs"), [
    "logs run_… -f",
    "logs run_… --stream stdout --step orders",
  ])
    .option("-f, --follow", "go on until the run has finished")
    .option("--step <key>", "of one step")
    .option("--stream <name>", "events, stdout or stderr", "events");
}

const launchOptions = (command: Command): Command =>
  command
    .option(...PARTITION)
    .option("--run-per-partition", "a run for each partition, not one for all of them")
    .option(...CONFIG)
    .option("--tag <key=value...>", "tags of the run")
    .option("--watch", "print events as they happen")
    .option("--no-wait", "launch only")
    .option("--local", "run in this process, without a server");
