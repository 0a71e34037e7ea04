import { countsOf, type Outcome, verdictOf } from "./outcome";

/** Returns the outcomes as a table for people, followed by what broke and where its logs are. */
export function table(outcomes: readonly Outcome[], seed: number): string {
  const head = ["scenario", "survived?", "seconds", "runs", "lost", "retried", "processes ended"];
  const rows = outcomes.map((outcome) => [
    outcome.name,
    answer(outcome),
    outcome.seconds.toFixed(1),
    String(outcome.runs),
    String(outcome.lost),
    String(outcome.retried),
    processes(outcome),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const details = outcomes.flatMap((outcome) => [
    ...outcome.problems.map((problem) => `${outcome.name}: ${problem}`),
    ...(outcome.skipped === undefined ? [] : [`${outcome.name}: skipped, ${outcome.skipped}`]),
    ...(outcome.logs === undefined ? [] : [`${outcome.name}: logs in ${outcome.logs}`]),
  ]);
  const { passed, failed, skipped } = countsOf(outcomes);
  return [
    line(head),
    ...rows.map(line),
    ...(details.length > 0 ? ["", ...details] : []),
    "",
    `${passed} survived, ${failed} failed, ${skipped} known or skipped; seed ${seed}`,
    "",
  ].join("\n");
}

function answer(outcome: Outcome): string {
  const verdict = verdictOf(outcome);
  switch (verdict) {
    case "survived":
      return "yes";
    case "FAILED":
      return "NO";
    case "known":
      return `no, ${outcome.knownFailing}`;
    case "unexpectedly survived":
      return `yes, despite ${outcome.knownFailing}`;
    case "skipped":
      return "skipped";
  }
}

const processes = ({ ended }: Outcome): string =>
  ended.unexpected > 0 ? `${ended.expected} + ${ended.unexpected} UNEXPECTED` : String(ended.expected);
