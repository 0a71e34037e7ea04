import { runChecks } from "@millrace/telemetry";
import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

/** Readiness: 200 if the process can do its work, otherwise 503 with the dependencies it can't reach. */
export async function GET(): Promise<Response> {
  const checks = await runChecks((await getServer()).readiness);
  const isReady = Object.values(checks).every((result) => result === "ok");
  return Response.json({ status: isReady ? "ok" : "unavailable", checks }, { status: isReady ? 200 : 503 });
}
