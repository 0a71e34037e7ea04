"use client";
import type { Role } from "@millrace/core/identity";
import { Button, Dialog, Field, Select, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";
import { ROLE_TEXT } from "../../../shared/labels";
import { useDialogState } from "../../../shared/use-dialog-state";

export function InviteDialog({ roles }: { roles: readonly Role[] }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [role, setRole] = useDialogState<Role>(open, "editor");
  const invite = useMutation(
    trpc.member.invite.mutationOptions({
      meta: { inline: true },
      onSuccess: (_, { email }) => {
        toast.success(`Invitation sent to ${email}`);
        setOpen(false);
        void queryClient.invalidateQueries(trpc.invitation.list.queryFilter({ org }));
      },
    }),
  );
  return (
    <Dialog
      description="We'll email them a link. It expires in seven days and works only for this address."
      footer={
        <Button form="invite" pending={invite.isPending} type="submit" variant="primary">
          Send invitation
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      size="sm"
      title="Invite a member"
      trigger={
        <Button size="sm" variant="primary">
          <UserPlus aria-hidden /> Invite
        </Button>
      }
    >
      <Form
        error={invite.error}
        id="invite"
        onSubmit={(values) => invite.mutate({ org, email: values.email ?? "", role })}
      >
        <TextField autoFocus error={fieldError(invite.error, "email")} label="Email" name="email" type="email" />
        <Field label="Role">
          <Select
            onValueChange={setRole}
            options={roles.map((each) => ({ value: each, ...ROLE_TEXT[each] }))}
            value={role}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
