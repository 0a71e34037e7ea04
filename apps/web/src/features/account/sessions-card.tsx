"use client";
import { Badge, Button, Section, Time, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../shared/query-view";

export function SessionsCard() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sessions = useQuery(trpc.account.sessions.queryOptions());
  const refresh = () => queryClient.invalidateQueries(trpc.account.sessions.queryFilter());
  const revoke = useMutation(trpc.account.revokeSession.mutationOptions({ onSuccess: refresh }));
  const revokeOthers = useMutation(
    trpc.account.revokeOtherSessions.mutationOptions({
      onSuccess: ({ revoked }) => {
        toast.success(`${revoked} other ${revoked === 1 ? "session" : "sessions"} signed out`);
        void refresh();
      },
    }),
  );
  return (
    <Section
      action={
        <Button onClick={() => revokeOthers.mutate()} pending={revokeOthers.isPending} size="sm">
          Sign out other sessions
        </Button>
      }
      flush
      title="Sessions"
    >
      <QueryView query={sessions} what="sessions">
        {(rows) => (
          <ul className="divide-y">
            {rows.map((session) => (
              <li className="flex items-center gap-3 px-4 py-2.5" key={session.id}>
                <span className="min-w-0 flex-1">
                  <span className="flex items-center gap-2 font-medium">
                    {browserName(session.userAgent)}
                    {session.isCurrent && <Badge tone="success">This session</Badge>}
                  </span>
                  <span className="block text-subtle text-xs">
                    {session.ip ?? "Unknown IP"} · last seen <Time value={session.lastSeenAt} />
                  </span>
                </span>
                {!session.isCurrent && (
                  <Button onClick={() => revoke.mutate({ sessionId: session.id })} size="sm" variant="ghost">
                    Sign out
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Section>
  );
}

/** Browser and operating system of a user agent, if recognized. */
function browserName(userAgent: string | null): string {
  if (!userAgent) return "Unknown client";
  const browser = /Edg|Firefox|Chrome|Safari|curl/.exec(userAgent)?.[0].replace("Edg", "Edge") ?? "Browser";
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(userAgent)?.[0].replace("Mac OS X", "macOS");
  return system ? `${browser} on ${system}` : browser;
}
