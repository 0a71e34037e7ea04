import { existsSync, readdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { expectThat } from "../broken";
import { chain, code, launchAll, launchOne, readRuns, untilEnded, untilStarted, untilSucceeded } from "../inject/runs";
import type { Scenario } from "../scenario";
import type { FaultStack } from "../stack/fault-stack";
import { pass, until } from "../wait";

const GIB = 1024 ** 3;
/** The limit of scratch space, and what may be written until a breach is noticed. */
const SCRATCH_BYTES_MAX = 5 * GIB;

export const scratchScenarios: readonly Scenario[] = [
  {
    name: "a run leaves folders deeper than a path can name",
    fast: true,
    async run(stack) {
      const id = await launchOne(
        stack.organizations[0],
        code(
          `process.chdir(tmp); for (let n = 0; n < 60; n++) { fs.mkdirSync("d".repeat(200)); process.chdir("d".repeat(200)); }`,
        ),
      );
      await untilEnded(stack, [id]);
      const [worker] = stack.workers;
      await Promise.all(stack.workers.map((each) => each.kill("SIGTERM")));
      await pass(1_000);
      await until(
        "the workers start again",
        20_000,
        async () => (await ready(worker.url)) && stack.workers.every(({ deaths }) => deaths.at(-1)?.isExpected),
      );
      await until("the run's folder is gone", 20_000, () => slotsLeft(stack) === 0);
      await untilSucceeded(stack, await launchAll(stack.organizations, 4, chain(60, 1)));
    },
  },
  {
    name: "a run leaves 600,000 files",
    settleMs: 240_000,
    async run(stack) {
      const id = await launchOne(
        stack.organizations[0],
        code(
          `for (let n = 0; n < 600000; n++) { if (n % 1000 === 0) { fs.mkdirSync(tmp + "/" + n); await sleep(0); } fs.closeSync(fs.openSync(tmp + "/" + (n - n % 1000) + "/" + n, "w")); }`,
        ),
      );
      await untilStarted(stack, [id], 1);
      const neighbors: string[] = [];
      await until("the run has ended", 120_000, async () => {
        neighbors.push(...(await launchAll([stack.organizations[1]], 2, chain(600, 3))));
        await pass(1_500);
        return stack.database
          .query<{ endedAt: Date | null }>(`select "endedAt" from "Run" where "id" = $1`, [id])
          .then(([run]) => run?.endedAt !== null);
      });
      neighbors.push(...(await launchAll([stack.organizations[1]], 4, chain(600, 3))));
      await untilSucceeded(stack, neighbors, 120_000);
      await until("the run's files are gone", 120_000, () => slotsLeft(stack) === 0);
    },
  },
  {
    name: "a run fills its scratch space with three files together",
    settleMs: 120_000,
    skip: () =>
      statfsSync("/tmp").bavail * statfsSync("/tmp").bsize > 40 * GIB ? undefined : "it needs 40 GiB of disk",
    async run(stack) {
      const free = () => statfsSync(stack.dir).bavail * statfsSync(stack.dir).bsize;
      const before = free();
      let least = before;
      const id = await launchOne(
        stack.organizations[0],
        code(
          `const fill = (n) => new Promise((resolve) => child_process.spawn("fallocate", ["-l", "3900M", tmp + "/full-" + n]).on("exit", resolve).on("error", resolve));
           const codes = await Promise.all([fill(1), fill(2), fill(3)]);
           if (codes.every((code) => code === 0)) await sleep(10_000);
           log.info("filled", { codes: codes.map(String) });`,
        ),
      );
      await until("the run has ended", 60_000, async () => {
        least = Math.min(least, free());
        return stack.database
          .query<{ endedAt: Date | null }>(`select "endedAt" from "Run" where "id" = $1`, [id])
          .then(([run]) => run?.endedAt !== null);
      });
      const taken = before - least;
      expectThat(taken <= SCRATCH_BYTES_MAX, `it took ${(taken / GIB).toFixed(1)} GiB, the limit is 4 GiB`);
      const [run] = await readRuns(stack, [id]);
      const [filled] = await stack.database.query<{ codes: string[] }>(
        `select "data"->'fields'->'codes' as codes from "RunEvent" where "runId" = $1 and "message" = 'filled'`,
        [id],
      );
      const isLimited = run?.status === "FAILURE" || filled?.codes.includes("1");
      expectThat(isLimited === true, `it ended as ${run?.status}, and its children with ${filled?.codes.join(", ")}`);
    },
  },
];

/** Folders of sandboxes that have run, on both workers; those that wait for a run have not been used. */
function slotsLeft({ dir, workers }: FaultStack): number {
  return workers
    .map(({ name }) => join(dir, name, "slots"))
    .filter((slots) => existsSync(slots))
    .flatMap((slots) => readdirSync(slots).map((slot) => join(slots, slot, "tmp")))
    .filter((scratch) => existsSync(scratch) && readdirSync(scratch).length > 0).length;
}

async function ready(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
