import { parseArgs } from "node:util";
import { PARTS, type Part } from "./parts";

export const USAGE = `Usage: npm run bench -- [options]

Measures Millrace against its performance targets, on temporary servers and data. All parts take about 25 minutes.

  --only <parts>  comma-separated list of ${PARTS.join(", ")}
  --minutes <n>   how long the soak takes, 10 unless given
  --json          print one JSON object to stdout
  --help          show this help
`;

export interface Arguments {
  readonly parts: ReadonlySet<Part>;
  /** How long the soak takes. */
  readonly soakMinutes: number;
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * Parses the command line. Without `--only`, all parts are selected.
 *
 * @throws TypeError for an unknown option, Error for an unknown part or a time that isn't positive.
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      minutes: { type: "string", default: "10" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const { only, minutes, json = false, help = false } = values;
  const soakMinutes = Number(minutes);
  if (!(soakMinutes > 0)) throw new Error(`--minutes must be a positive number, not "${minutes}".`);
  return { parts: only === undefined ? new Set(PARTS) : readParts(only), soakMinutes, json, help };
}

function readParts(text: string): ReadonlySet<Part> {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`Unknown part "${unknown.join(", ")}". Available: ${PARTS.join(", ")}.`);
  return new Set(names as Part[]);
}
