import { type Arguments, readArguments, USAGE } from "./arguments";
import { type Report, table } from "./report";
import { runBench } from "./run-bench";

const { parts, soakMinutes, json, help } = argumentsOrExit();
if (help) {
  process.stdout.write(USAGE);
} else {
  const report = await runBench({ parts, soakMinutes }, (line) => void process.stderr.write(`${line}\n`));
  process.stdout.write(json ? `${JSON.stringify(withoutNotes(report))}\n` : table(report));
}

function argumentsOrExit(): Arguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** Removes the notes, which aren't part of the documented format. */
function withoutNotes({ metrics, ...rest }: Report) {
  return { ...rest, metrics: metrics.map(({ note: _, ...metric }) => metric) };
}
