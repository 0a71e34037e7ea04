import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./stack/build";
import { add, type Counts, closingLine, NONE, ONE_FAILED, ONE_PASSED } from "./suite/counts";
import { check, counted, faultCounts, playwrightCounts, vitestCounts } from "./suite/run";
import { findBubblewrap, findChromium, isFound } from "./suite/tools";

const root = join(fileURLToPath(import.meta.url), "../../../..");
const bin = (path: string) => join(root, "node_modules", path);

/**
 * Runs `npm test`: lint, unused code and dependencies, types, unit, integration, fault, and browser tests. Ends with the
 * count of all of them.
 */
async function main(): Promise<Counts> {
  const chromium = findChromium(root);
  const bubblewrap = findBubblewrap();
  const notes = [chromium, bubblewrap].flatMap((tool) => (isFound(tool) ? [] : [tool.missing]));
  const results = join(root, "test-results");

  let total = NONE;
  const stage = async (name: string, run: () => Counts | Promise<Counts>) => {
    const startMs = Date.now();
    process.stdout.write(`\n── ${name}\n`);
    const counts = await run();
    process.stdout.write(`── ${name}: ${closingLine(counts)} (${Math.round((Date.now() - startMs) / 1000)} s)\n`);
    total = add(total, counts);
  };

  await stage("lint", () => check({ args: [bin("@biomejs/biome/bin/biome"), "check", "."], cwd: root }));
  await stage("unused", () => check({ args: [bin("knip/bin/knip.js")], cwd: root }));
  await stage("types", () => check({ args: [bin("typescript/bin/tsc"), "-p", "."], cwd: root }));
  await stage("types of the browser's code", () =>
    check({
      args: [bin("turbo/bin/turbo"), "run", "check", "--output-logs=errors-only"],
      cwd: root,
      env: { TURBO_TELEMETRY_DISABLED: "1" },
    }),
  );
  await stage("build", () => buildAll());
  await stage("unit and integration", () => {
    const report = join(results, "vitest.json");
    return counted(
      {
        args: [bin("vitest/vitest.mjs"), "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
        cwd: root,
      },
      report,
      vitestCounts,
    );
  });
  await stage("faults (fast)", () => {
    const report = join(results, "faults.json");
    return counted(
      { args: [join(root, "packages/local/bin/faults.mjs"), "--fast", "--report", report], cwd: root },
      report,
      faultCounts,
    );
  });
  if (isFound(chromium)) {
    await stage("browser", () => {
      const report = join(results, "playwright.json");
      const env = { CHROMIUM_PATH: chromium.path, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      return counted(
        { args: [bin("@playwright/test/cli.js"), "test", "--reporter=list,json"], cwd: join(root, "e2e"), env },
        report,
        playwrightCounts,
      );
    });
  } else {
    total = add(total, { ...NONE, skipped: 1 });
  }
  for (const note of notes) process.stdout.write(`skipped: ${note}\n`);
  return total;
}

async function buildAll(): Promise<Counts> {
  try {
    await build(root, { watch: false, say: (line) => process.stdout.write(`${line}\n`) });
    return ONE_PASSED;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return ONE_FAILED;
  }
}

const total = await main();
process.stdout.write(`\n${closingLine(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
