import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

/** Prometheus metrics. A reverse proxy keeps this path from the outside. */
export async function GET(): Promise<Response> {
  const { metrics } = await getServer();
  return new Response(await metrics.registry.metrics(), { headers: { "content-type": metrics.registry.contentType } });
}
