import { randomUUID } from "node:crypto";
import { expectThat } from "../broken";
import { acceptedOf, chain, code, launchAll, readRuns, untilEnded, untilStarted, untilSucceeded } from "../inject/runs";
import type { Scenario } from "../scenario";
import type { TestOrganization } from "../stack/organization";
import { pass, until } from "../wait";

/** An organization executes this many runs at a time. */
const CONCURRENT_RUNS_MAX = 10;
/** A neighbor's requests may take this long while another's pattern is being matched. */
const ANSWER_P95_MS = 500;

export const webScenarios: readonly Scenario[] = [
  {
    name: "web is killed in the middle of 40 launches",
    fast: true,
    async run(stack, random) {
      const launching = Array.from({ length: 40 }, async (_, index) => {
        await pass(index * 15);
        const organization = stack.organizations[index % 4] as TestOrganization;
        return organization.launch(chain(60, 1));
      });
      const enough = stack.accepted.length + random.int(1, 15);
      await until("web answers launches", 20_000, () => stack.accepted.length >= enough);
      await stack.web.kill();
      const launches = await Promise.all(launching);
      await untilSucceeded(
        stack,
        launches.flatMap(({ id }) => id ?? []),
      );
    },
  },
  {
    name: "one idempotency key, 8 launches at the same time",
    fast: true,
    async run(stack) {
      const [first, second] = stack.organizations;
      const key = randomUUID();
      const same = await Promise.all(Array.from({ length: 8 }, () => first.launch(chain(60, 1), key)));
      const ids = new Set(same.flatMap(({ id }) => id ?? []));
      expectThat(ids.size === 1, `one key launched ${ids.size} runs`);
      const unanswered = same.filter(({ status }) => status !== 201 && status !== 409);
      expectThat(unanswered.length === 0, `a repeated launch was answered ${unanswered[0]?.status}`);
      const other = await first.launch(chain(61, 1), key);
      expectThat(
        other.status === 409 || other.status === 422,
        `the key with another body was answered ${other.status}`,
      );
      const [id] = acceptedOf([await second.launch(chain(60, 1), key)]);
      expectThat(id !== undefined && !ids.has(id), "an organization was answered with another's run");
      await untilSucceeded(stack, [...ids, id as string]);
    },
  },
  {
    name: "8 clients launch 48 runs of one organization",
    async run(stack) {
      const [organization] = stack.organizations;
      const watching = { done: false, most: 0 };
      const watch = (async () => {
        while (!watching.done) {
          const [row] = await stack.database.query<{ count: number }>(
            `select count(*)::int as count from "Run" where "orgId" = $1 and "status" in ('STARTING', 'STARTED', 'CANCELING')`,
            [organization.orgId],
          );
          watching.most = Math.max(watching.most, row?.count ?? 0);
          await pass(20);
        }
      })();
      const clients = Array.from({ length: 8 }, () => launchAll([organization], 6, chain(60, 1)));
      const runs = (await Promise.all(clients)).flat();
      await untilSucceeded(stack, runs).finally(() => {
        watching.done = true;
      });
      await watch;
      expectThat(
        watching.most <= CONCURRENT_RUNS_MAX,
        `${watching.most} runs were in progress at the same time, the quota is ${CONCURRENT_RUNS_MAX}`,
      );
    },
  },
  {
    name: "cancellations arrive in bursts",
    async run(stack, random) {
      const [organization] = stack.organizations;
      const runs = await launchAll([organization], 6, chain(400, 2));
      const storms = runs.map(async (id) => {
        await pass(random.int(0, 1_500));
        await Promise.all(Array.from({ length: 12 }, () => organization.cancel(id)));
      });
      await Promise.all(storms);
      const ended = await untilEnded(stack, runs);
      const odd = ended.filter(({ status }) => status === "FAILURE");
      expectThat(odd.length === 0, `${odd.length} canceled runs ended as FAILURE ${odd[0]?.failureReason}`);
    },
  },
  {
    name: "steps ignore their cancellation",
    async run(stack) {
      const [organization] = stack.organizations;
      const sources = [`process.on("SIGTERM", () => {}); for (;;) ;`, "await new Promise(() => {});"];
      const runs = await launchAll([organization], sources.length, (index) => code(sources[index] ?? ""));
      await untilStarted(stack, runs, runs.length);
      await pass(500);
      await Promise.all(runs.map((id) => organization.cancel(id)));
      const odd = (await untilEnded(stack, runs, 20_000)).find(({ status }) => status !== "CANCELED");
      expectThat(odd === undefined, `a canceled run ended as ${odd?.status} ${odd?.failureReason}`);
    },
  },
  {
    name: "a pattern that backtracks forever is matched on launch",
    // Launches of the attacker's are rejected for a while afterward.
    stack: {},
    async run(stack) {
      const [attacker, neighbor] = stack.organizations;
      const attack = { on: true };
      const attacks = Array.from({ length: 6 }, async () => {
        while (attack.on) await attacker.launch({ job: "matched", config: { text: `${"a".repeat(40)}!` } });
      });
      await pass(1_000);
      const times: number[] = [];
      for (let n = 0; n < 20; n++) {
        const startMs = performance.now();
        await neighbor.get(`/orgs/${neighbor.slug}/deployments/production/runs?limit=1`);
        times.push(performance.now() - startMs);
      }
      attack.on = false;
      await Promise.all(attacks);
      const p95 = times.sort((a, b) => a - b)[18] ?? 0;
      expectThat(p95 <= ANSWER_P95_MS, `a neighbor's requests took ${Math.round(p95)} ms (p95)`);
    },
  },
  {
    name: "a new version is pushed while 8 runs are in progress",
    async run(stack) {
      const [organization] = stack.organizations;
      const before = await launchAll([organization], 8, chain(900, 3));
      await untilStarted(stack, before, 2);
      const versions = new Set((await readRuns(stack, before)).map(({ versionId }) => versionId));
      stack.project.change();
      await organization.push(await stack.project.bundle());
      const after = await launchAll([organization], 2, chain(60, 1));
      await untilSucceeded(stack, [...before, ...after]);
      const kept = await readRuns(stack, before);
      expectThat(
        kept.every(({ versionId }) => versions.has(versionId)),
        "a run changed its version",
      );
      const changed = await readRuns(stack, after);
      expectThat(
        changed.every(({ versionId }) => !versions.has(versionId)),
        "a run after the push has the old version",
      );
    },
  },
];
