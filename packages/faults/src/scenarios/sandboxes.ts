import { expectThat } from "../broken";
import { chain, code, launchAll, launchOne, untilEnded, untilSucceeded } from "../inject/runs";
import type { Scenario } from "../scenario";
import { hasBubblewrap } from "../stack/bubblewrap";
import type { FaultStack } from "../stack/fault-stack";

type Misbehavior = {
  readonly what: string;
  readonly code: string;
  /** Whether such a run may succeed after all. */
  readonly maySucceed?: boolean;
};

const EVENT = `{"type":"events","events":[{"type":"log","at":\${Date.now()},"level":"info","message":"late"}]}`;

/** How a sandbox can end or speak wrongly. */
const ENDINGS: readonly Misbehavior[] = [
  { what: "kills itself", code: `process.kill(process.pid, "SIGKILL"); await sleep(5000);` },
  { what: "exits with 0", code: `process.exit(0);` },
  { what: "closes its channel", code: `fs.closeSync(3); await sleep(500);` },
  { what: "ends in the middle of a line", code: `toChannel('{"type":"eve'); process.exit(0);` },
  { what: "writes garbage", code: `toChannel("\\u0001\\u0002 no JSON\\n"); await sleep(5000);` },
  { what: "writes a line of 40 MiB", code: `toChannel("x".repeat(40 * 1024 * 1024) + "\\n"); await sleep(5000);` },
  { what: "closes stdout", code: `fs.closeSync(1); await sleep(200);`, maySucceed: true },
  {
    what: "speaks after its last word",
    code: `toChannel('{"type":"runDone","outcome":"failure","reason":"STEP_FAILURE"}\\n'); toChannel(\`${EVENT}\\n\`); await sleep(5000);`,
  },
  {
    what: "claims success early",
    code: `toChannel('{"type":"runDone","outcome":"success"}\\n'); await sleep(5000);`,
  },
  {
    what: "leaves a child that floods stdout",
    code: `child_process.spawn("/bin/sh", ["-c", "while :; do echo flood; done"], { stdio: ["ignore", "inherit", "inherit"], detached: true }).unref();`,
    maySucceed: true,
  },
];

/** How a sandbox can take more than its share. */
const GREED: readonly Misbehavior[] = [
  {
    what: "forks without end",
    code: `const spawn = () => { try { child_process.spawn("/bin/sh", ["-c", "sleep 30"], { stdio: "ignore" }).on("error", () => {}); } catch {} }; for (let n = 0; n < 400; n++) spawn(); await sleep(1000);`,
    maySucceed: true,
  },
  {
    what: "starts 400 threads",
    code: `const all = []; for (let n = 0; n < 400; n++) { try { all.push(new worker_threads.Worker("setInterval(() => {}, 1000)", { eval: true }).on("error", () => {})); } catch {} } await sleep(1000); process.exit(1);`,
  },
  {
    what: "allocates 64 GiB",
    code: `const all = []; for (let n = 0; n < 64; n++) { all.push(Buffer.alloc(1024 ** 3, 1)); await sleep(1); }`,
  },
  {
    what: "fills /dev/shm",
    code: `try { for (let n = 0; n < 64; n++) fs.appendFileSync("/dev/shm/full", Buffer.alloc(64 * 1024 ** 2, 1)); } catch {}`,
    maySucceed: true,
  },
  {
    what: "leaves a grandchild",
    code: `child_process.spawn("/bin/sh", ["-c", "(setsid sleep 600 &) ; exit 0"], { stdio: "ignore" }); await sleep(300);`,
    maySucceed: true,
  },
];

export const sandboxScenarios: readonly Scenario[] = [
  {
    name: "sandboxes end and speak wrongly",
    fast: true,
    run: (stack) => misbehave(stack, ENDINGS),
  },
  {
    name: "sandboxes take more than their share",
    settleMs: 120_000,
    skip: () => (hasBubblewrap() ? undefined : "it needs bubblewrap"),
    run: (stack) => misbehave(stack, GREED),
  },
];

/** Every misbehaving run ends with its own reason, and its neighbors don't notice. */
async function misbehave(stack: FaultStack, misbehaviors: readonly Misbehavior[]): Promise<void> {
  const [attacker, neighbor] = stack.organizations;
  const neighbors = launchAll([neighbor], 8, chain(500, 4));
  const runs: string[] = [];
  for (const each of misbehaviors) runs.push(await launchOne(attacker, code(each.code)));
  const ended = new Map((await untilEnded(stack, runs, 90_000)).map((run) => [run.id, run]));
  misbehaviors.forEach(({ what, maySucceed = false }, index) => {
    const run = ended.get(runs[index] ?? "");
    expectThat(run?.failureReason !== "WORKER_LOST", `a sandbox that ${what} took its worker with it`);
    expectThat(maySucceed || run?.status !== "SUCCESS", `a sandbox that ${what} counts as a success`);
  });
  await untilSucceeded(stack, await neighbors);
}
