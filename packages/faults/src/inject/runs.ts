import { Broken } from "../broken";
import type { FaultStack } from "../stack/fault-stack";
import type { Launch, LaunchRequest, TestOrganization } from "../stack/organization";
import { until } from "../wait";

export type RunRow = {
  readonly id: string;
  readonly status: string;
  readonly failureReason: string | null;
  readonly message: string | null;
  readonly workerId: string | null;
  readonly versionId: string;
};

/** A chain of three steps that each take `ms` milliseconds and log `lines` lines. */
export const chain = (ms = 300, lines = 4): LaunchRequest => ({ job: "chain", config: { ms, lines } });

/**
 * A step that evaluates `code`, which sees `fs`, `child_process`, `worker_threads`, `log`, `signal`, `sleep(ms)` and
 * `toChannel(text)`, which writes to the worker past the runtime.
 */
export const code = (source: string): LaunchRequest => ({ job: "code", config: { code: source } });

/** Launches `count` runs over the given organizations in turn; every one must be accepted. */
export async function launchAll(
  organizations: readonly TestOrganization[],
  count: number,
  request: LaunchRequest | ((index: number) => LaunchRequest),
): Promise<string[]> {
  const launches = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      (organizations[index % organizations.length] as TestOrganization).launch(
        typeof request === "function" ? request(index) : request,
      ),
    ),
  );
  return acceptedOf(launches);
}

/** @throws {Broken} unless every launch was accepted */
export function acceptedOf(launches: readonly Launch[]): string[] {
  const refused = launches.filter(({ status }) => status !== 201);
  if (refused.length > 0)
    throw new Broken(`${refused.length} of ${launches.length} launches were answered ${refused[0]?.status}`);
  return launches.flatMap(({ id }) => (id === undefined ? [] : [id]));
}

/** Launches one run and returns its id. */
export async function launchOne(organization: TestOrganization, request: LaunchRequest): Promise<string> {
  const [id] = acceptedOf([await organization.launch(request)]);
  return id as string;
}

/** Reads runs, in the order in which they were created. */
export function readRuns({ database }: FaultStack, ids: readonly string[]): Promise<RunRow[]> {
  return database.query<RunRow>(
    `select "id", "status", "failureReason", "error"->>'message' as "message", "workerId", "versionId" from "Run"
     where "id" = any($1) order by "createdAt", "id"`,
    [ids],
  );
}

/** Waits until `count` of the runs are being executed, or have been. */
export function untilStarted(stack: FaultStack, ids: readonly string[], count: number): Promise<readonly RunRow[]> {
  return until(`${count} of ${ids.length} runs have started`, 30_000, async () => {
    const started = (await readRuns(stack, ids)).filter(({ status }) => !["QUEUED", "STARTING"].includes(status));
    return started.length >= count && started;
  });
}

/** Waits until the runs have ended, and returns them. */
export function untilEnded(stack: FaultStack, ids: readonly string[], withinMs = 60_000): Promise<readonly RunRow[]> {
  return until(`${ids.length} runs have ended`, withinMs, async () => {
    const ended = (await readRuns(stack, ids)).filter(({ status }) =>
      ["SUCCESS", "FAILURE", "CANCELED"].includes(status),
    );
    return ended.length === ids.length && ended;
  });
}

/** Waits until the runs have ended. @throws {Broken} unless every one succeeded */
export async function untilSucceeded(stack: FaultStack, ids: readonly string[], withinMs = 60_000): Promise<void> {
  const failed = (await untilEnded(stack, ids, withinMs)).filter(({ status }) => status !== "SUCCESS");
  if (failed.length === 0) return;
  const [run] = failed;
  throw new Broken(
    `${failed.length} of ${ids.length} runs did not succeed: ${run?.status} ${run?.failureReason ?? ""} ${run?.message ?? ""}`.trim(),
  );
}

/**
 * Waits until each of the runs has succeeded, or a retry of it has.
 *
 * @throws {Broken} when a run ended otherwise than by losing its worker
 */
export async function untilRecovered(stack: FaultStack, ids: readonly string[], withinMs = 60_000): Promise<void> {
  await until(`${ids.length} runs or their retries have succeeded`, withinMs, async () => {
    const runs = await stack.database.query<{ root: string; status: string; failureReason: string | null }>(
      `select coalesce("rootRunId", "id") as root, "status", "failureReason" from "Run"
       where coalesce("rootRunId", "id") = any($1)`,
      [ids],
    );
    const odd = runs.find(({ status, failureReason }) => status === "FAILURE" && failureReason !== "WORKER_LOST");
    if (odd !== undefined) throw new Broken(`the run ${odd.root} ended as ${odd.failureReason}`);
    return new Set(runs.filter(({ status }) => status === "SUCCESS").map(({ root }) => root)).size === ids.length;
  });
}
