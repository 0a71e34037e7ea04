import { seedOrganization } from "@millrace/local";
import type { Bundle } from "../location/write-project";
import { until } from "../wait";
import type { Database } from "./database";

type VersionState = { readonly status: string; readonly error?: { readonly message: string } | null };

const ANSWER_MS = 20_000;
const LOAD_MS = 60_000;
const LOCATION = "faults";

/** What came of a launch: `status` is 201 for an accepted run, and 0 when no answer came. */
export type Launch = { readonly status: number; readonly id: string | undefined };

export type LaunchRequest = {
  readonly job: string;
  readonly config?: unknown;
  readonly tags?: Readonly<Record<string, string>>;
};

/** An organization whose code location is the suite's own, and the API as its owner's token reaches it. */
export type TestOrganization = {
  readonly slug: string;
  readonly orgId: string;
  readonly deploymentId: string;
  /** Asks for a run; never rejects. */
  launch(request: LaunchRequest, idempotencyKey?: string): Promise<Launch>;
  cancel(runId: string): Promise<number>;
  /** Calls `GET /api/v1<path>`; the status is 0 when no answer came. */
  get(path: string): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Pushes a bundle and waits until its version is active. */
  push(bundle: Bundle): Promise<void>;
};

type Options = {
  readonly url: string;
  readonly database: Database;
  readonly slug: string;
  readonly onAccepted: (runId: string) => void;
};

/** Creates an organization with one team, which is notified in the Slack channel `#<slug>` without waiting. */
export async function createOrganization(options: Options): Promise<TestOrganization> {
  const { url, database, slug } = options;
  const { token } = await seedOrganization({
    databaseUrl: database.url,
    publicUrl: url,
    email: `${slug}@example.com`,
    organization: { slug, name: slug },
    teams: [{ slug: "data", name: "Data", channel: `#${slug}` }],
  });
  const [found] = await database.query<{ orgId: string; deploymentId: string }>(
    `select org."id" as "orgId", deployment."id" as "deploymentId" from "Organization" org
     join "Deployment" deployment on deployment."orgId" = org."id" and deployment."name" = 'production'
     where org."slug" = $1`,
    [slug],
  );
  if (!found) throw new Error(`The organization ${slug} has no production deployment`);
  await database.query(`update "Organization" set "runsPerDayMax" = 1000000 where "id" = $1`, [found.orgId]);
  await database.query(
    `insert into "AlertPolicy" ("orgId", "id", "name", "kind", "groupWaitMs", "updatedAt") values ($1, $2, 'Immediately', 'runFailure', 0, now())`,
    [found.orgId, `pol_${slug}`],
  );

  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isBytes = body instanceof Uint8Array;
    const type = isBytes ? "application/octet-stream" : "application/json";
    try {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": type, ...headers },
        body: body === undefined ? null : isBytes ? body : JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      return { status: response.status, body: (await response.json()) as unknown };
    } catch {
      return { status: 0, body: undefined };
    }
  };
  const runs = `/orgs/${slug}/deployments/production/runs`;
  return {
    slug,
    ...found,
    async launch(request, idempotencyKey) {
      const key: Record<string, string> = idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey };
      const { status, body } = await call("POST", runs, request, key);
      const id = status === 201 ? (body as { id: string }).id : undefined;
      if (id !== undefined) options.onAccepted(id);
      return { status, id };
    },
    cancel: async (runId) => (await call("POST", `${runs}/${runId}/cancel`, {})).status,
    get: (path) => call("GET", path),
    async push({ hash, archive }) {
      const bundle = await call("PUT", `/orgs/${slug}/locations/${LOCATION}/bundles/${hash}`, archive);
      if (bundle.status >= 300 || bundle.status === 0) throw new Error(`The upload was answered ${bundle.status}`);
      const versions = `/orgs/${slug}/deployments/production/locations/${LOCATION}/versions`;
      const pushed = await call("POST", versions, { bundleHash: hash, activate: true });
      const { version } = pushed.body as { version?: { number: number } };
      if (version === undefined)
        throw new Error(`The push was answered ${pushed.status}: ${JSON.stringify(pushed.body)}`);
      await until(`${slug} has its code`, LOAD_MS, async () => {
        const { status, error } = (await call("GET", `${versions}/${version.number}`)).body as VersionState;
        if (status === "FAILED") throw new Error(`The code could not be loaded: ${error?.message}`);
        return status === "READY";
      });
    },
  };
}
