import { getServer } from "@/server/composition";
import { finishSlackInstall } from "@/server/slack/finish-install";

export const dynamic = "force-dynamic";

/** Slack sends people back here. */
export async function GET(request: Request): Promise<Response> {
  return finishSlackInstall(await getServer(), request);
}
