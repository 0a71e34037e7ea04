import { getServer } from "@/server/composition";
import { beginSlackInstall } from "@/server/slack/begin-install";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ org: string }> };

/** Begins to connect a Slack workspace. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return beginSlackInstall(await getServer(), request, (await params).org);
}
