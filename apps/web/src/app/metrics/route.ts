import { createHash, timingSafeEqual } from "node:crypto";
import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

/** Prometheus metrics, for `Authorization: Bearer <METRICS_TOKEN>`. Without that variable, `npm start` alone serves them. */
export async function GET(request: Request): Promise<Response> {
  const { metrics, env } = await getServer();
  if (env.METRICS_TOKEN === undefined && !env.MILLRACE_EMBEDDED) return new Response(null, { status: 404 });
  if (
    env.METRICS_TOKEN !== undefined &&
    !isEqual(request.headers.get("authorization"), `Bearer ${env.METRICS_TOKEN}`)
  ) {
    return new Response(null, { status: 401, headers: { "www-authenticate": 'Bearer realm="metrics"' } });
  }
  return new Response(await metrics.registry.metrics(), { headers: { "content-type": metrics.registry.contentType } });
}

/** Compares in constant time. */
function isEqual(given: string | null, expected: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given ?? ""), hash(expected));
}
