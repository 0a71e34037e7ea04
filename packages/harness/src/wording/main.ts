import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkWording, isRequired } from "./check-wording";
import { findingText } from "./findings";
import { countsOf, lowered, type Ratchet } from "./ratchet";
import { snapshotOf } from "./snapshot";

const USAGE = `Usage: npm run wording -- [path] [--write]

Lists what breaks docs/voice.md and docs/glossary.md. Without a path: messages and documents.
With the start of a path: its comments, test titles, and warnings too.
--write updates the list of messages and lowers the ratchet.
`;

const given = process.argv.slice(2);
const path = given.find((argument) => !argument.startsWith("-"));
const root = join(fileURLToPath(import.meta.url), "../../../../..");
const here = fileURLToPath(new URL(".", import.meta.url));

if (given.includes("--help")) process.stdout.write(USAGE);
else run();

function run(): void {
  const { texts, findings, fragments } = checkWording(root);
  const shown = findings.filter((finding) => (path ? finding.prose.path.startsWith(path) : isRequired(finding)));
  for (const finding of shown) process.stdout.write(`${finding.rule.level} ${findingText(finding)}\n`);
  for (const fragment of fragments) process.stdout.write(`ban ${fragment}: write full sentences.\n`);
  process.exitCode = shown.some(isRequired) || fragments.length > 0 ? 1 : 0;
  if (!given.includes("--write")) return;
  writeFileSync(join(here, "strings.txt"), `${snapshotOf(texts).join("\n")}\n`);
  const ratchet = JSON.parse(readFileSync(join(here, "ratchet.json"), "utf8")) as Ratchet;
  writeFileSync(join(here, "ratchet.json"), `${JSON.stringify(lowered(ratchet, countsOf(findings)), null, 2)}\n`);
}
