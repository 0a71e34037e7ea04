import { runChecks } from "@millrace/telemetry";
import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

/** The process can do its work; 503 names what it cannot reach. */
export async function GET(): Promise<Response> {
  const checks = await runChecks((await getServer()).readiness);
  const isReady = Object.values(checks).every((result) => result === "ok");
  return Response.json({ status: isReady ? "ok" : "unavailable", checks }, { status: isReady ? 200 : 503 });
}
