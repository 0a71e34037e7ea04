import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@millrace/embedded";
import { expectThat } from "../broken";
import type { Scenario } from "../scenario";
import { type Installation, openInstallation } from "../stack/installation";
import { until } from "../wait";

const GONE_WITHIN_MS = 5_000;
const BACK_WITHIN_MS = 30_000;

export const installationScenarios: readonly Scenario[] = [
  {
    name: "apps of npm start are killed one after the other",
    run: () =>
      withInstallation(async (installation) => {
        for (const app of ["worker", "daemon", "slack", "web"]) {
          const before = installation.processes();
          const pid = before.get(app);
          expectThat(pid !== undefined, `${app} is not running`);
          process.kill(pid, "SIGKILL");
          await until(`${app} is started again`, BACK_WITHIN_MS, () => {
            expectThat(installation.isRunning(), `npm start ended when ${app} was killed`);
            const now = installation.processes().get(app);
            return now !== undefined && now !== pid;
          });
          const changed = [...before].filter(
            ([name, old]) => name !== app && installation.processes().get(name) !== old,
          );
          expectThat(changed.length === 0, `${changed.map(([name]) => name).join(", ")} ended with ${app}`);
        }
      }),
  },
  {
    name: "npm start is killed",
    run: () =>
      withInstallation(async (installation) => {
        const pids = [...installation.processes().values()];
        installation.kill();
        await until("its apps and Redis are gone", GONE_WITHIN_MS, () => pids.every((pid) => !isAlive(pid)));
      }),
  },
];

async function withInstallation(work: (installation: Installation) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "mr-faults-start-"));
  const installation = await openInstallation({ home, port: await freePort() });
  try {
    await work(installation);
  } finally {
    await installation.close();
    stopPostgres(home);
    rmSync(home, { recursive: true, force: true });
  }
}

/** A supervisor that was killed leaves PostgreSQL, as documented. */
function stopPostgres(home: string): void {
  try {
    const [pid] = readFileSync(join(home, "postgres/data/postmaster.pid"), "utf8").split("\n");
    process.kill(Number(pid), "SIGQUIT");
  } catch {
    // It has stopped.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
