"use client";
import { Button, Dialog, Field, IconButton, Textarea, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";

/** Edits a code location's network allowlist. */
export function EgressDialog({ location, allow }: { location: string; allow: readonly string[] }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const set = useMutation(
    trpc.location.setEgress.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        toast.success("Allowlist saved", { description: "Applies to new runs." });
        setOpen(false);
        void queryClient.invalidateQueries(trpc.location.pathFilter());
      },
    }),
  );
  return (
    <Dialog
      description={`Hosts that ${location} can connect to, in every deployment. Private and internal addresses stay blocked unless the platform operator allows their range.`}
      footer={
        <Button form="egress" pending={set.isPending} type="submit" variant="primary">
          Save
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      size="sm"
      title="Network allowlist"
      trigger={
        <IconButton label="Edit network allowlist" size="sm">
          <Pencil aria-hidden />
        </IconButton>
      }
    >
      <Form
        error={set.error}
        id="egress"
        onSubmit={(values) => set.mutate({ org, location, allow: (values.allow ?? "").split(/\s+/).filter(Boolean) })}
      >
        <Field
          error={fieldError(set.error, "allow")}
          hint="One per line: host:port, *.host:port for all subdomains, or public for the entire internet. Leave empty to block all network access."
          label="Allowed hosts"
        >
          <Textarea
            className="font-mono text-xs"
            defaultValue={allow.join("\n")}
            name="allow"
            placeholder="warehouse.example.com:5432"
            rows={6}
            spellCheck={false}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
