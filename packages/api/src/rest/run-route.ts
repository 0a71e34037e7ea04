import type { IdempotencyStore } from "@millrace/core/identity";
import { assertKnownFields } from "../http/unknown-fields";
import { type AnyContext, located } from "./authorize";
import { once } from "./idempotency";
import { readInput } from "./input";
import { nextLink } from "./page";
import { jsonResponse } from "./respond";
import { pathParameters, type Route } from "./route";

/** Runs a route's handler with its input. A repeated `Idempotency-Key` gets the first response again. */
export async function runRoute(
  deps: { readonly idempotency: IdempotencyStore },
  route: Route,
  context: AnyContext,
  parameters: Record<string, string>,
): Promise<Response> {
  const raw = await readInput(route, context.request, context.url, parameters);
  assertKnownFields([route.input], raw.values, pathParameters(route.path));
  const input = route.input.parse(raw.values);
  const ctx = { ...context, located: await located(route, context, input) };
  const key = ctx.request.headers.get("idempotency-key");
  if (key !== null && route.method === "POST" && route.body !== "bytes") {
    const name = `${route.method} ${ctx.url.pathname}`;
    const done = await once(
      deps.idempotency,
      { orgId: ctx.org.orgId, key, route: name, body: raw.bodyText },
      async () => ({
        status: route.status ?? 200,
        body: route.output.parse(await route.handler(ctx, input)),
      }),
    );
    return jsonResponse(done.body, done.status, done.replayed ? { "idempotent-replayed": "true" } : {});
  }
  const result = await route.handler(ctx, input);
  if (result instanceof Response) return result;
  if (route.status === 204) return new Response(null, { status: 204 });
  const body = route.output.parse(result);
  const link = nextLink(ctx.url, body);
  return jsonResponse(body, route.status ?? 200, link ? { link } : {});
}
