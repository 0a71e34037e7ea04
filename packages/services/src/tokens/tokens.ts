import { createHash } from "node:crypto";
import { DomainError, newId } from "@millrace/core";
import { mintToken, type Role, TOKEN_KINDS, TOKEN_SCOPES, type Token, type TokenStore } from "@millrace/core/identity";
import { z } from "zod";
import type { Clock } from "../clock";
import { assertWithin, RoleInput } from "../organizations/members";
import type { Scope } from "../scope";

const DAY_MS = 86_400_000;
export const TOKEN_DAYS_DEFAULT = 90;

export const CreateTokenInput = z.object({
  kind: z.enum(TOKEN_KINDS).default("pat"),
  name: z.string().trim().min(1, "is missing").max(80, "must have at most 80 characters"),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1, "must name at least one scope"),
  role: RoleInput.exclude(["owner"])
    .optional()
    .describe("role of a service token; a personal token uses the person's role"),
  deploymentId: z.string().max(100).optional(),
  locationId: z.string().max(100).optional(),
  expiresInDays: z
    .int()
    .min(1)
    .max(366)
    .nullable()
    .default(TOKEN_DAYS_DEFAULT)
    .describe("null = never, for services only"),
});
export type CreateTokenInput = z.infer<typeof CreateTokenInput>;

type Deps = { tokens: TokenStore; clock: Clock };

/** Creates a token. Its text is in the response and is never stored. */
export const createToken =
  (deps: Deps) =>
  async (
    scope: Scope,
    actorRole: Role,
    input: CreateTokenInput,
  ): Promise<{ id: string; token: string; expiresAt: Date | null }> => {
    const role = input.kind === "svc" ? (input.role ?? "editor") : null;
    if (role !== null) assertWithin(actorRole, role);
    if (input.kind === "pat" && input.expiresInDays === null) {
      throw new DomainError("invalid", "token_expiry_missing", "Personal tokens must expire. Choose up to 366 days.", {
        details: [{ pointer: "/expiresInDays", code: "token_expiry_missing", detail: "is missing" }],
      });
    }
    const minted = mintToken(input.kind);
    const id = newId("token");
    const expiresAt =
      input.expiresInDays === null ? null : new Date(deps.clock.now().getTime() + input.expiresInDays * DAY_MS);
    const outcome = await deps.tokens.create(
      scope.orgId,
      {
        id,
        kind: input.kind,
        lookupId: minted.lookupId,
        secretHash: hashTokenSecret(minted.secret),
        lastFour: minted.lastFour,
        name: input.name,
        userId: input.kind === "pat" ? scope.actor.id : null,
        role,
        scopes: input.scopes,
        deploymentId: input.deploymentId ?? null,
        locationId: input.locationId ?? null,
        createdBy: scope.actor.id,
        expiresAt,
      },
      {
        actor: scope.actor,
        action: "token.created",
        target: id,
        details: { name: input.name, kind: input.kind, scopes: input.scopes, role },
      },
    );
    if (outcome === "scopeNotFound") {
      throw new DomainError("notFound", "token_scope_not_found", "Deployment or code location not found.");
    }
    return { id, token: minted.text, expiresAt };
  };

/** Returns the caller's tokens, or all of the organization for those who manage them. */
export const listTokens =
  (deps: Deps) =>
  (scope: Scope, mayManage: boolean): Promise<readonly Token[]> =>
    deps.tokens.list(scope.orgId, mayManage ? null : scope.actor.id);

/** Returns true when a token is the caller's personal token. */
export const isOwnToken =
  (deps: Deps) =>
  async (scope: Scope, id: string): Promise<boolean> =>
    (await deps.tokens.find(scope.orgId, id))?.userId === scope.actor.id;

/**
 * Revokes a token; it stops working immediately.
 *
 * @throws {DomainError} `token_not_found`, also when the token is already revoked
 */
export const revokeToken =
  (deps: Deps) =>
  async (scope: Scope, id: string): Promise<void> => {
    const token = await deps.tokens.find(scope.orgId, id);
    if (!token) throw notFound();
    const audit = { actor: scope.actor, action: "token.revoked", target: id, details: { name: token.name } };
    if (!(await deps.tokens.revoke(scope.orgId, id, deps.clock.now(), audit))) throw notFound();
  };

/** Returns the hash under which a secret is stored; with 178 random bits, a plain hash is enough. */
export const hashTokenSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

const notFound = () => new DomainError("notFound", "token_not_found", "Token not found.");
