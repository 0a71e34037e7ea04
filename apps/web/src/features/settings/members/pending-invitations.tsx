"use client";
import { Button, DataTable, Section, Time, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCan, useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { ROLE_TEXT } from "../../../shared/labels";

/** Pending invitations; renders nothing if there are none. */
export function OpenInvitations() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const can = useCan();
  const queryClient = useQueryClient();
  const invitations = useQuery(trpc.invitation.list.queryOptions({ org }));
  const revoke = useMutation(
    trpc.invitation.revoke.mutationOptions({
      meta: { failure: "Couldn't revoke the invitation" },
      onSuccess: () => {
        toast.success("Invitation revoked");
        void queryClient.invalidateQueries(trpc.invitation.list.queryFilter({ org }));
      },
    }),
  );
  if (!invitations.data || invitations.data.length === 0) return null;
  return (
    <Section flush title="Pending invitations">
      <DataTable
        caption="Pending invitations"
        columns={[
          { id: "email", header: "Email", cell: (invitation) => invitation.email },
          { id: "role", header: "Role", cell: (invitation) => ROLE_TEXT[invitation.role].label },
          {
            id: "by",
            header: "Invited by",
            from: "sm",
            cell: (invitation) => <span className="text-muted">{invitation.invitedBy}</span>,
          },
          {
            id: "expires",
            header: "Expires",
            from: "sm",
            cell: (invitation) => <Time className="text-muted" value={invitation.expiresAt} />,
          },
          {
            id: "actions",
            header: <span className="sr-only">Actions</span>,
            className: "text-right",
            cell: (invitation) =>
              can("member:manage") && (
                <Button onClick={() => revoke.mutate({ org, invitationId: invitation.id })} size="sm" variant="ghost">
                  Revoke
                </Button>
              ),
          },
        ]}
        rowKey={(invitation) => invitation.id}
        rows={invitations.data}
      />
    </Section>
  );
}
