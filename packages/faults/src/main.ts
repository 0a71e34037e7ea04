import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build } from "@millrace/local";
import { type Arguments, readArguments, USAGE } from "./arguments";
import { countsOf, type Outcome } from "./outcome";
import { table } from "./report";
import { runSuite } from "./run-suite";
import { SCENARIOS } from "./scenarios/scenarios";
import { ROOT } from "./stack/fault-stack";

const say = (line: string): void => void process.stderr.write(`${line}\n`);

process.exitCode = await main(argumentsOrExit());

async function main(args: Arguments): Promise<number> {
  const chosen = SCENARIOS.filter(
    ({ name, fast = false }) =>
      (!args.fast || fast) && (args.only.length === 0 || args.only.some((text) => name.includes(text))),
  );
  if (args.help) process.stdout.write(USAGE);
  if (args.list) process.stdout.write(`${chosen.map(({ name }) => name).join("\n")}\n`);
  if (args.help || args.list) return 0;
  if (chosen.length === 0) {
    say(`No scenario's name contains ${args.only.join(" or ")}. \`npm run faults -- --list\` prints them.`);
    return 2;
  }
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interruption.abort());
  await build(ROOT, { watch: false, say, signal: interruption.signal });

  const outcomes: Outcome[] = [];
  for (let round = 0; round < args.repeat && !interruption.signal.aborted; round++) {
    const seed = args.seed + round;
    say(`seed ${seed}`);
    const ofRound = await runSuite(chosen, { seed, say, signal: interruption.signal });
    process.stdout.write(`${table(ofRound, seed)}\n`);
    outcomes.push(...ofRound);
  }
  const counts = countsOf(outcomes);
  if (args.report !== undefined) {
    mkdirSync(dirname(args.report), { recursive: true });
    writeFileSync(args.report, JSON.stringify({ seed: args.seed, ...counts, outcomes }, null, 2));
  }
  return counts.failed === 0 ? 0 : 1;
}

function argumentsOrExit(): Arguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    say(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}
