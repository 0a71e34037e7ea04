import { parseArgs } from "node:util";

export const USAGE = `Usage: npm run faults -- [options]

Kills, freezes, and starves the parts of a running Millrace, and checks after each fault that nothing was lost.

  --fast            only the fast half, which is part of npm test
  --only <texts>    scenarios whose names contain one of these, separated by commas
  --seed <number>   repeats the faults of an earlier run; random if absent
  --repeat <times>  runs everything several times, each with the next seed
  --report <file>   writes the counts and outcomes as JSON
  --list            prints the names of the scenarios
  --help            prints this text
`;

export type Arguments = {
  readonly fast: boolean;
  readonly only: readonly string[];
  readonly seed: number;
  readonly repeat: number;
  readonly report: string | undefined;
  readonly list: boolean;
  readonly help: boolean;
};

const SEED_MAX = 2 ** 31 - 1;

/**
 * Reads the command line.
 *
 * @throws TypeError for an unknown option, Error for a number that isn't one
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fast: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      seed: { type: "string" },
      repeat: { type: "string", default: "1" },
      report: { type: "string" },
      list: { type: "boolean", default: false },
      help: { type: "boolean", default: false, short: "h" },
    },
  });
  return {
    fast: values.fast,
    only: values.only.split(",").flatMap((text) => (text.trim() ? [text.trim()] : [])),
    seed: values.seed === undefined ? Math.floor(Math.random() * SEED_MAX) : readNumber("--seed", values.seed, 0),
    repeat: readNumber("--repeat", values.repeat, 1),
    report: values.report,
    list: values.list,
    help: values.help,
  };
}

function readNumber(name: string, text: string, min: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= SEED_MAX) return value;
  throw new Error(`${name} must be a whole number from ${min} to ${SEED_MAX}, not "${text}".`);
}
