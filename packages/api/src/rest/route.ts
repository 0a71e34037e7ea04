import type { Permission } from "@millrace/core/identity";
import type { AuthenticatedToken } from "@millrace/services/tokens";
import type { z } from "zod";
import type { DeploymentAccess, OrgAccess } from "../auth/access";
import type { Located, Locator } from "../auth/locator";

export type RestMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type BaseContext = {
  readonly requestId: string;
  readonly request: Request;
  readonly url: URL;
  readonly principal: AuthenticatedToken;
};

/** `ctx.org` exists where the path has `{org}`, `ctx.deployment` where it has `{deployment}`, `ctx.location` where it has `{location}`. */
export type RouteContext<P extends string> = BaseContext &
  (P extends `${string}{org}${string}` ? { readonly org: OrgAccess } : unknown) &
  (P extends `${string}{deployment}${string}` ? { readonly deployment: DeploymentAccess } : unknown) &
  /** `id` is undefined until the code location exists. The use cases that create one accept that. */
  (P extends `${string}{location}${string}`
    ? { readonly location: { readonly name: string; readonly id: string | undefined } }
    : unknown);

export type RouteSpec<P extends string, I extends z.ZodObject, O extends z.ZodType, Found extends Located> = {
  readonly method: RestMethod;
  /** Relative to `/api/v1`, with parameters in braces: `/orgs/{org}/deployments/{deployment}/runs/{runId}`. */
  readonly path: P;
  /** The permission that the caller needs: the token's role and one of its scopes must include it. Null: any token. */
  readonly permission: Permission | null;
  /**
   * Finds the code location in which the permission is checked. Without it, that is the location of the path, else the
   * deployment of the path, else the organization.
   */
  readonly location?: Locator<z.output<I>, Found>;
  readonly summary: string;
  /** Path parameters, query (GET, DELETE) and JSON body (others) as one object; path parameters win. */
  readonly input: I;
  /** The response's body. A handler may return a `Response` instead, for bytes and streams. */
  readonly output: O;
  /** `bytes`: the body is not JSON and is left to the handler, as `ctx.request.body`; the query is the input. */
  readonly body?: "json" | "bytes";
  /** The status of a success; 200 by default. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Requests of one organization per minute, beside the limit of the token. */
  readonly perMinuteMax?: number;
  /** The former path of a renamed route: it keeps working, and the OpenAPI document doesn't mention it. */
  readonly formerPath?: string;
  handler(ctx: RouteContext<P> & { readonly located: Found }, input: z.output<I>): Promise<z.input<O> | Response>;
};

/** A route of the public API, as the dispatcher and the OpenAPI document see it. */
export type Route = RouteSpec<string, z.ZodObject, z.ZodType, Located>;

/**
 * Declares a route of the public API.
 * @example
 * ```ts
 * route({
 *   method: "GET", path: "/orgs/{org}/teams", permission: "team:read", summary: "Teams of the organization",
 *   input: PageInput, output: pageOf(Team),
 *   handler: (ctx, input) => listTeams(ctx.org.scope, input),
 * });
 * ```
 */
export function route<P extends string, I extends z.ZodObject, O extends z.ZodType, Found extends Located = Located>(
  spec: RouteSpec<P, I, O, Found>,
): Route {
  return spec as unknown as Route;
}

/** The names in braces of a path. */
export const pathParameters = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
