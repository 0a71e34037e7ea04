import { DomainError, decodeCursor, type Page, PageInput, toPage } from "@millrace/core";
import { RUN_STATUSES, RUN_TRIGGERS, type RunPages, type RunRow } from "@millrace/core/run";
import { z } from "zod";
import type { Scope } from "../scope";
import type { NamedDeployment } from "../viewed-deployment";

const NEWER_MAX = 100;

export const RunFilterInput = z.object({
  status: z.array(z.enum(RUN_STATUSES as [string, ...string[]])).optional(),
  trigger: z.array(z.enum(RUN_TRIGGERS)).optional(),
  job: z.string().max(200).optional(),
  asset: z.string().max(500).optional(),
  location: z.string().max(200).optional(),
  tag: z.string().max(400).optional().describe("`key` or `key=value`"),
  launchedBy: z.string().max(200).optional(),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
});
export const ListRunsInput = RunFilterInput.extend(PageInput.shape);
export const NewerRunsInput = RunFilterInput.extend({
  since: z.string().max(100).describe("ID of the newest run already shown"),
});
export const RunIdsInput = z.object({ ids: z.array(z.string().max(100)).max(100) });

type Deps = { readonly pages: RunPages };

/** Runs of a deployment, newest first. */
export const listRuns =
  ({ pages }: Deps) =>
  async (
    scope: Scope,
    deployment: Pick<NamedDeployment, "id">,
    input: z.output<typeof ListRunsInput>,
  ): Promise<Page<RunRow>> => {
    const { limit, cursor, ...filter } = input;
    const before = positionOf(cursor);
    const rows = await pages.list(
      scope.orgId,
      { ...filter, deploymentId: deployment.id },
      { limit: limit + 1, before },
    );
    return toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  };

function positionOf(cursor: string | null | undefined): { createdAt: Date; id: string } | undefined {
  const [at, id] = decodeCursor(cursor) ?? [];
  if (at === undefined) return undefined;
  const createdAt = new Date(at);
  if (!Number.isNaN(createdAt.getTime())) return { createdAt, id: String(id) };
  throw new DomainError("invalid", "cursor_invalid", "Invalid cursor. Start again without a cursor.");
}

/** How many newer runs match than the newest that is shown, at most 100. */
export const countNewerRuns =
  ({ pages }: Deps) =>
  async (
    scope: Scope,
    deployment: Pick<NamedDeployment, "id">,
    input: z.output<typeof NewerRunsInput>,
  ): Promise<{ count: number }> => {
    const { since, ...filter } = input;
    return {
      count: await pages.countNewer(scope.orgId, { ...filter, deploymentId: deployment.id }, { since, max: NEWER_MAX }),
    };
  };

export const listRunsById =
  ({ pages }: Deps) =>
  (
    scope: Scope,
    deployment: Pick<NamedDeployment, "id">,
    { ids }: z.output<typeof RunIdsInput>,
  ): Promise<readonly RunRow[]> =>
    pages.findRows(scope.orgId, deployment.id, ids);

/** Refuses a run of another deployment as if it did not exist. */
export async function findRunIn(pages: RunPages, orgId: string, deploymentId: string, runId: string) {
  const run = await pages.findDetails(orgId, runId);
  if (run?.deploymentId === deploymentId) return run;
  throw new DomainError("notFound", "run_not_found", `Run ${runId} not found in this deployment.`);
}

/** The runs of the same job just before and just after one, for stepping through its history. */
export const findRunNeighbors =
  ({ pages }: Deps) =>
  async (
    scope: Scope,
    deployment: Pick<NamedDeployment, "id">,
    runId: string,
  ): Promise<{ previous: string | null; next: string | null }> =>
    pages.findNeighbors(scope.orgId, await findRunIn(pages, scope.orgId, deployment.id, runId));

/** The deployment that a run belongs to; null when the organization has no such run. */
export const locateRun =
  ({ pages }: Deps) =>
  (scope: Scope, runId: string): Promise<{ deployment: string } | null> =>
    pages.locate(scope.orgId, runId);
