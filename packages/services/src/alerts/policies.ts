import { DEFAULTS, DomainError, newId } from "@millrace/core";
import {
  type AlertAdminStore,
  type AlertStore,
  INCIDENT_KINDS,
  type PolicyDraft,
  Severity,
} from "@millrace/core/alerts";
import { z } from "zod";
import type { Scope } from "../scope";

const DAY_MS = 24 * 60 * 60_000;
const names = z.array(z.string().min(1).max(500)).min(1).max(200);

export const PolicyInput = z.object({
  name: z.string().trim().min(1, "is missing").max(100),
  kind: z.enum(INCIDENT_KINDS),
  deploymentId: z.string().max(100).nullable().default(null).describe("null = every deployment"),
  enabled: z.boolean().default(true),
  threshold: z.int().min(1).max(1_000).default(1).describe("consecutive failures"),
  recoverAfter: z.int().min(1).max(100).default(1).describe("consecutive successes"),
  groupWaitMs: z.int().min(0).max(DAY_MS).default(DEFAULTS.incidents.groupWaitMs),
  renotifyMs: z
    .int()
    .min(60_000)
    .max(30 * DAY_MS)
    .default(DEFAULTS.incidents.renotifyMs),
  flapWindowMs: z
    .int()
    .min(0)
    .max(7 * DAY_MS)
    .default(DEFAULTS.incidents.flapWindowMs),
  severity: Severity.nullable().default(null).describe("of its incidents; null = by kind"),
  selector: z.object({ jobs: names.optional(), assets: names.optional() }).nullable().default(null),
  destinations: z.array(z.string().max(100)).min(1).max(20).nullable().default(null).describe("null = the owners"),
});
export const UpdatePolicyInput = PolicyInput.extend({ id: z.string().min(1).max(100) });

type Deps = { readonly admin: AlertAdminStore; readonly alerts: Pick<AlertStore, "ensureDefaultPolicy"> };

export const listPolicies =
  ({ admin, alerts }: Deps) =>
  async (scope: Scope) => {
    await alerts.ensureDefaultPolicy(scope.orgId);
    return admin.listPolicies(scope.orgId);
  };

export const createPolicy =
  ({ admin }: Pick<Deps, "admin">) =>
  async (scope: Scope, input: z.infer<typeof PolicyInput>): Promise<{ id: string }> => {
    const policy = { ...input, id: newId("policy") };
    await check(admin, scope.orgId, policy);
    await admin.createPolicy(scope.orgId, policy, scope.actor.name, audit(scope, "alertPolicy.created", policy));
    return { id: policy.id };
  };

export const updatePolicy =
  ({ admin }: Pick<Deps, "admin">) =>
  async (scope: Scope, input: z.infer<typeof UpdatePolicyInput>): Promise<void> => {
    await check(admin, scope.orgId, input);
    if (await admin.updatePolicy(scope.orgId, input, scope.actor.name, audit(scope, "alertPolicy.updated", input)))
      return;
    throw unknownPolicy(input.id);
  };

export const deletePolicy =
  ({ admin }: Pick<Deps, "admin">) =>
  async (scope: Scope, id: string): Promise<void> => {
    const draft = { actor: scope.actor, action: "alertPolicy.deleted", target: id };
    if (await admin.deletePolicy(scope.orgId, id, draft)) return;
    throw unknownPolicy(id);
  };

/** Rejects policies for jobs, assets, or destinations that don't exist; they would never fire. */
async function check(admin: AlertAdminStore, orgId: string, policy: PolicyDraft): Promise<void> {
  for (const [kind, wanted] of [
    ["job", policy.selector?.jobs],
    ["asset", policy.selector?.assets],
  ] as const) {
    if (!wanted) continue;
    const [unknown] = await admin.listUnknown(orgId, policy.deploymentId, kind, wanted);
    if (unknown === undefined) continue;
    throw new DomainError("invalid", "policy_subject_not_found", `No ${kind} named "${unknown}" to monitor.`, {
      details: [{ pointer: `/selector/${kind}s`, code: "unknown", detail: `"${unknown}" is not defined` }],
    });
  }
  if (!policy.destinations) return;
  const known = await admin.listDestinations(orgId);
  const missing = policy.destinations.find((id) => !known.some((destination) => destination.id === id));
  if (missing === undefined) return;
  throw new DomainError("invalid", "destination_not_found", `Destination "${missing}" not found.`);
}

const audit = (scope: Scope, action: string, policy: PolicyDraft) => ({
  actor: scope.actor,
  action,
  target: policy.id,
  details: { name: policy.name, threshold: policy.threshold, severity: policy.severity, enabled: policy.enabled },
});

const unknownPolicy = (id: string) =>
  new DomainError(
    "notFound",
    "policy_not_found",
    `Policy "${id}" not found, or the default policy doesn't allow this change.`,
  );
