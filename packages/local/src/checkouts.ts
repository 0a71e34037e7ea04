import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CHECKOUTS, type Checkout } from "./checkouts/checkout";
import { tryCheckout } from "./checkouts/try-checkout";

const USAGE = `npm run checkouts [-- --only TEXT] [--whole] [--keep]

Clones the committed state into unusual surroundings (a private folder, a symbolic link, another umask, a user without
a home, two clones at the same time) and runs \`npm start\` and the tests that depend on them in each.

  --only TEXT  only checkouts whose name contains TEXT
  --whole      run all of \`npm test\` in each
  --keep       keep the clones and logs
`;

const root = join(fileURLToPath(import.meta.url), "../../../..");
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm run checkouts`: the first two commands of the README, where they might not work. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", default: "" },
      whole: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const base = mkdtempSync(join(tmpdir(), "millrace-checkouts-"));
  chmodSync(base, 0o755);
  const attempt = async (checkout: Checkout): Promise<string | undefined> => {
    say(`${checkout.name} …`);
    try {
      await tryCheckout(checkout, { root, base, isWhole: values.whole, say });
      return undefined;
    } catch (error) {
      say(`  ${error instanceof Error ? error.message : String(error)}`);
      return checkout.name;
    }
  };

  const failed: (string | undefined)[] = [];
  for (const checkout of CHECKOUTS.filter(({ name }) => name.includes(values.only))) {
    if (checkout.account !== undefined && process.getuid?.() !== 0)
      say(`${checkout.name}: skipped, because only root can`);
    else failed.push(await attempt(checkout));
  }
  const pair = ["first", "second"].map((nth) => ({
    name: `${nth} of two clones at the same time`,
    folder: `${nth}/millrace`,
  }));
  if (pair.some(({ name }) => name.includes(values.only))) failed.push(...(await Promise.all(pair.map(attempt))));

  const failures = failed.filter((name) => name !== undefined);
  say(`\n${failed.length - failures.length} passed, ${failures.length} failed`);
  if (values.keep || failures.length > 0) say(`Clones and logs: ${base}`);
  else rmSync(base, { recursive: true, force: true });
  return failures.length === 0 ? 0 : 1;
}

process.exitCode = await main();
