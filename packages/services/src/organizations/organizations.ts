import { DomainError, newId } from "@millrace/core";
import {
  type Actor,
  type DefaultQuotas,
  OrganizationSlug,
  type OrganizationStore,
  type SecondFactorStore,
} from "@millrace/core/identity";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Scope } from "../scope";

const OrganizationName = z.string().trim().min(1, "is missing").max(80, "must have at most 80 characters");

export const CreateOrganizationInput = z.object({ name: OrganizationName, slug: OrganizationSlug });

export const UpdateOrganizationInput = z.object({
  name: OrganizationName.optional(),
  defaultOwner: z
    .string()
    .max(200)
    .nullable()
    .optional()
    .describe("notified when the failed asset or job has no owner"),
  retentionDays: z.int().min(1).nullable().optional(),
  paused: z.boolean().optional(),
  requiresSecondFactor: z
    .boolean()
    .optional()
    .describe("members without two-factor authentication can't open the organization"),
});

type Deps = { organizations: OrganizationStore; clock: Clock };

/**
 * Creates an organization with its two deployments and the quotas that the platform gives. Alerts are on in production
 * only. Its creator is its owner.
 */
export const createOrganization =
  (deps: Deps & { operators: DefaultQuotas }) =>
  async (actor: Actor, input: z.infer<typeof CreateOrganizationInput>): Promise<{ id: string; slug: string }> => {
    const id = newId("organization");
    const outcome = await deps.organizations.create(
      { ...(await deps.operators.unscopedDefaultQuotas()), id, slug: input.slug, name: input.name },
      actor.id,
      [
        { id: newId("deployment"), name: "production", kind: "production", alertsEnabled: true },
        { id: newId("deployment"), name: "staging", kind: "standard", alertsEnabled: false },
      ],
      { actor, action: "organization.created", target: id, details: { slug: input.slug } },
    );
    if (outcome === "slugTaken") {
      throw new DomainError(
        "conflict",
        "slug_taken",
        `The slug "${input.slug}" is already taken. Choose another one.`,
        {
          details: [{ pointer: "/slug", code: "slug_taken", detail: "is taken" }],
        },
      );
    }
    return { id, slug: input.slug };
  };

export const getOrganization = (deps: Pick<Deps, "organizations">) => async (scope: Scope) => {
  const organization = await deps.organizations.get(scope.orgId);
  if (!organization) throw new DomainError("notFound", "organization_not_found", "This organization no longer exists.");
  return organization;
};

/**
 * Changes what is the owner's to change. Quotas are the platform operator's.
 * @throws DomainError `retention_over_quota`; `second_factor_missing` if the owner requires what they don't have
 */
export const updateOrganization =
  (deps: Deps & { secondFactors: Pick<SecondFactorStore, "hasAny"> }) =>
  async (scope: Scope, input: z.infer<typeof UpdateOrganizationInput>): Promise<void> => {
    if (input.requiresSecondFactor && !(await deps.secondFactors.hasAny(scope.actor.id))) throw ownFactorMissing();
    const { paused, ...change } = input;
    const { retentionDaysMax } = await getOrganization(deps)(scope);
    if (change.retentionDays && change.retentionDays > retentionDaysMax) {
      throw new DomainError(
        "invalid",
        "retention_over_quota",
        `Retention can't exceed ${retentionDaysMax} days. Ask your platform operator to raise it.`,
        {
          details: [{ pointer: "/retentionDays", code: "retention_over_quota", detail: `at most ${retentionDaysMax}` }],
        },
      );
    }
    const pausedAt = paused === undefined ? undefined : paused ? deps.clock.now() : null;
    await deps.organizations.update(
      scope.orgId,
      { ...change, pausedAt },
      { actor: scope.actor, action: "organization.updated", target: scope.orgId, details: input },
    );
  };

/** Otherwise the owner would be locked out by their own change. */
const ownFactorMissing = () =>
  new DomainError(
    "conflict",
    "second_factor_missing",
    "Set up two-factor authentication for your own account first, on the page Account › Security.",
  );
