import { parseArgs } from "node:util";
import { PARTS, type Part } from "./parts";

export const USAGE = `Usage: npm run bench -- [options]

Measures what Millrace promises, on servers and data of its own; all parts take about 25 minutes.

  --only <parts>  some of ${PARTS.join(", ")}, with commas between
  --json          one JSON object on stdout, nothing else
  --help          this text
`;

export interface Arguments {
  readonly parts: ReadonlySet<Part>;
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * Parses the command line. Without `--only`, all parts are selected.
 *
 * @throws TypeError for an unknown option, Error for an unknown part.
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  const { only, json = false, help = false } = values;
  return { parts: only === undefined ? new Set(PARTS) : readParts(only), json, help };
}

function readParts(text: string): ReadonlySet<Part> {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`--only takes some of ${PARTS.join(", ")}; not "${unknown.join(", ")}".`);
  return new Set(names as Part[]);
}
