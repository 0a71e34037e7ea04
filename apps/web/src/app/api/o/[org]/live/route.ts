import { cookieOf } from "@/server/auth/session-reader";
import { getServer } from "@/server/composition";
import { eventStream } from "@/server/live/event-stream";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ org: string }> };

/** What changes in an organization, as it happens. Asked for and authorized anew with every connection. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { readSession, stores, live } = await getServer();
  const { org } = await params;
  const cookie = cookieOf(request);
  const findMembership = async () => {
    const user = await readSession(cookie);
    return user && (await stores.access.findMembership(user.id, org));
  };
  const member = await findMembership();
  if (!member) return new Response(null, { status: 404 });
  return eventStream({
    subscribe: (send) => live.subscribe(member.orgId, send),
    isStillAllowed: async () => (await findMembership()) !== null,
    signal: request.signal,
  });
}
