import type { Command } from "commander";
import { CONFIG, type CommandTree, PARTITION } from "./command-tree";

/** Adds the commands that run assets and jobs, and show the results. */
export function addRunCommands({ program, add, group }: CommandTree): void {
  program.commandsGroup("Run:");
  launchOptions(
    add(
      program,
      "materialize <selection>",
      "materialize assets",
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

  const runs = group("runs", "list, show, cancel, and re-run runs");
  add(runs, "ls", "list runs, newest first", async () => ({ command: (await import("../commands/runs")).list }))
    .option("--status <status>", "QUEUED, STARTED, SUCCESS, FAILURE, …")
    .option("--job <name>", "only runs of this job")
    .option("--limit <n>", "maximum number of results")
    .option("--cursor <cursor>", "fetch the next page");
  add(runs, "show <run>", "show a run and its steps", async () => ({
    command: (await import("../commands/runs")).show,
  }));
  add(runs, "cancel <run>", "cancel a run", async () => ({ command: (await import("../commands/runs")).cancel }));
  add(
    runs,
    "rerun <run>",
    "re-run a finished run",
    async () => ({ command: (await import("../commands/runs")).rerun }),
    ["runs rerun run_… --from-failure", "runs rerun run_… --step orders 'load[2]'"],
  )
    .alias("retry") // its former name; help and completion don't show aliases
    .option("--from-failure", "only failed steps and their downstream steps")
    .option("--step <key...>", "only these steps; reuse the outputs of the others")
    .option("--from-step <key...>", "these steps and their downstream steps")
    .option("--force", "re-run even while another re-run of the run is unfinished")
    .option("--watch", "print events as they happen")
    .option("--no-wait", "don't wait for the run to finish");
  add(program, "logs <run>", "show a run's events or output", () => import("../commands/logs"), [
    "logs run_… -f",
    "logs run_… --stream stdout --step orders",
  ])
    .option("-f, --follow", "follow until the run finishes")
    .option("--step <key>", "only this step")
    .option("--stream <name>", "events, stdout or stderr", "events");
}

const launchOptions = (command: Command): Command =>
  command
    .option(...PARTITION)
    .option("--run-per-partition", "launch a separate run for each partition")
    .option(...CONFIG)
    .option("--tag <key=value...>", "tags of the run")
    .option("--watch", "print events as they happen")
    .option("--no-wait", "don't wait for the run to finish")
    .option("--local", "run locally in this process, without a server");
