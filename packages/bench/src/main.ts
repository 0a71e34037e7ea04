import { wantedParts } from "./parts";
import { type Report, table } from "./report";
import { runBench } from "./run-bench";

const args = process.argv.slice(2);
const report = await runBench(wantedParts(args), (line) => void process.stderr.write(`${line}\n`));
process.stdout.write(args.includes("--json") ? `${JSON.stringify(withoutNotes(report))}\n` : table(report));

/** The documented shape: notes are for people. */
function withoutNotes({ metrics, ...rest }: Report) {
  return { ...rest, metrics: metrics.map(({ note: _, ...metric }) => metric) };
}
