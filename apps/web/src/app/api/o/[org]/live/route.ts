import { problemResponse, requestIdOf } from "@millrace/api";
import { DEFAULTS, DomainError } from "@millrace/core";
import { cookieOf } from "@/server/auth/session-reader";
import { getServer } from "@/server/composition";
import { eventStream } from "@/server/live/event-stream";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ org: string }> };

/** Streams what changes in an organization. Every connection is authorized anew. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { readSession, stores, live, connectionLimits } = await getServer();
  const { org } = await params;
  const cookie = cookieOf(request);
  const findMembership = async () => {
    const user = await readSession(cookie);
    const member = user && (await stores.access.findMembership(user.id, org));
    return member && { userId: user.id, orgId: member.orgId };
  };
  const member = await findMembership();
  if (!member) return new Response(null, { status: 404 });
  const release = connectionLimits.take(member.userId, member.orgId);
  if (typeof release === "string") return problemResponse(tooManyConnections(release), requestIdOf(request));
  return eventStream({
    async subscribe(send) {
      try {
        const unsubscribe = await live.subscribe(member.orgId, send);
        return () => {
          unsubscribe();
          release();
        };
      } catch (error) {
        release();
        throw error;
      }
    },
    isStillAllowed: async () => (await findMembership()) !== null,
    signal: request.signal,
  });
}

function tooManyConnections(limit: "user" | "organization"): DomainError {
  const { perUser, perOrganization } = DEFAULTS.liveConnections;
  const text = limit === "user" ? `${perUser} per person` : `${perOrganization} per organization`;
  return new DomainError(
    "overLimit",
    "live_connections_limit",
    `Too many open pages with live updates (limit: ${text}). Close some of them.`,
    { retryAfterSeconds: 30 },
  );
}
