import { enterOrganization, type OrgAccess, problemResponse, requestIdOf } from "@millrace/api";
import { DEFAULTS, DomainError } from "@millrace/core";
import { getServer } from "@/server/composition";
import { eventStream } from "@/server/live/event-stream";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ org: string }> };

/** Streams what changes in an organization. Every connection is authorized separately. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { contextOf, live, connectionLimits } = await getServer();
  const requestId = requestIdOf(request);
  const slug = (await params).org;
  const enter = async () => enterOrganization(await contextOf(request, requestId), slug);
  let org: OrgAccess;
  try {
    org = await enter();
  } catch (error) {
    return problemResponse(error, requestId);
  }
  const release = connectionLimits.take(org.actor.id, org.orgId);
  if (typeof release === "string") return problemResponse(tooManyConnections(release), requestId);
  return eventStream({
    async subscribe(send) {
      try {
        const unsubscribe = await live.subscribe(org.orgId, send);
        return () => {
          unsubscribe();
          release();
        };
      } catch (error) {
        release();
        throw error;
      }
    },
    isStillAllowed: () => enter().then(() => true),
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
