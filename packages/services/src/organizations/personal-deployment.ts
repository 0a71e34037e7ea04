import { DomainError, newId } from "@millrace/core";
import { type Deployment, type DeploymentStore, type MemberStore, slugify } from "@millrace/core/identity";
import type { Scope } from "../scope";

type Deps = { deployments: DeploymentStore; members: Pick<MemberStore, "find"> };
type Opened = { readonly name: string; readonly created: boolean };

const ATTEMPTS_MAX = 10;

/** The person's own environment, which is made when it is asked for first. It alerts no one. */
export const openPersonalDeployment =
  (deps: Deps) =>
  async (scope: Scope, userId: string): Promise<Opened> => {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const deployments = await deps.deployments.list(scope.orgId);
      const own = deployments.find((it) => it.kind === "personal" && it.ownerUserId === userId);
      if (own) return { name: own.name, created: false };
      const name = freeName(await baseName(deps, scope, userId), deployments);
      const outcome = await deps.deployments.create(
        scope.orgId,
        { id: newId("deployment"), name, kind: "personal", alertsEnabled: false, ownerUserId: userId },
        { actor: scope.actor, action: "deployment.created", target: name, details: { kind: "personal" } },
      );
      if (outcome === "created") return { name, created: true };
    }
    throw new DomainError(
      "conflict",
      "deployment_name_taken",
      "Couldn't find a free name for your personal deployment. Try again.",
    );
  };

async function baseName(deps: Deps, scope: Scope, userId: string): Promise<string> {
  const person = await deps.members.find(scope.orgId, userId);
  const slug = slugify(person?.name ?? "") || slugify(person?.email.split("@")[0] ?? "");
  return slug.length >= 2 ? slug : `dev-${slug || "personal"}`;
}

function freeName(base: string, deployments: readonly Deployment[]): string {
  const taken = new Set(deployments.map((it) => it.name));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : `-${number}`;
    const name = `${base.slice(0, 40 - suffix.length).replace(/-+$/, "")}${suffix}`;
    if (!taken.has(name)) return name;
  }
}
