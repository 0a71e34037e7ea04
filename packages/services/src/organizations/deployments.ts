import { DomainError, newId, SANDBOX_MIN } from "@millrace/core";
import { type DeploymentStore, type OrganizationStore, Slug } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";
import { getOrganization } from "./organizations";
import { assertWithinQuota } from "./sandbox-quota";

export const CreateDeploymentInput = z.object({ name: Slug, alertsEnabled: z.boolean().default(false) });

export const UpdateDeploymentInput = z.object({
  alertsEnabled: z.boolean().optional(),
  concurrentRunsMax: z.int().min(-1).max(100_000).optional().describe("-1 = up to the quota, 0 = pause"),
  runRetriesMax: z.int().min(0).max(100).optional(),
  defaultOwner: z.string().max(200).nullable().optional(),
  paused: z.boolean().optional(),
  sandboxMemoryBytes: z
    .int()
    .min(SANDBOX_MIN.memoryBytes, "must be at least 256 MiB, the minimum Node.js needs")
    .optional(),
  sandboxCpuCores: z.number().min(SANDBOX_MIN.cpuCores).optional(),
  sandboxProcessesMax: z.int().min(SANDBOX_MIN.processes).optional(),
  sandboxScratchBytes: z.int().min(SANDBOX_MIN.scratchBytes, "must be at least 64 MiB").optional(),
  runWallTimeMs: z.int().min(60_000).optional(),
});

type Deps = { deployments: DeploymentStore };

/** Makes another environment. */
export const createDeployment =
  (deps: Deps) =>
  async (scope: Scope, input: z.infer<typeof CreateDeploymentInput>): Promise<{ id: string; name: string }> => {
    const id = newId("deployment");
    const outcome = await deps.deployments.create(
      scope.orgId,
      { id, name: input.name, kind: "standard", alertsEnabled: input.alertsEnabled },
      { actor: scope.actor, action: "deployment.created", target: input.name },
    );
    if (outcome === "nameTaken") {
      throw new DomainError("conflict", "deployment_name_taken", `A deployment named "${input.name}" already exists.`);
    }
    return { id, name: input.name };
  };

/** Changes the settings of an environment; its sandboxes get no more than the organization may have. */
export const updateDeployment =
  (deps: Deps & { organizations: OrganizationStore }) =>
  async (
    scope: Scope,
    deployment: { id: string; name: string },
    input: z.infer<typeof UpdateDeploymentInput>,
  ): Promise<void> => {
    assertWithinQuota(input, await getOrganization(deps)(scope));
    await deps.deployments.update(scope.orgId, deployment.id, input, {
      actor: scope.actor,
      action: "deployment.updated",
      target: deployment.name,
      details: input,
    });
  };
