"use client";
import { Button, Menu, MenuItem, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";

const HOURS = [
  [1, "1 hour"],
  [4, "4 hours"],
  [24, "1 day"],
  [168, "1 week"],
] as const;

/** Silences a subject for a while. Every silence ends. */
export function SilenceMenu({ subject, target }: { subject: string; target: string }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const queryClient = useQueryClient();
  const silence = useMutation(
    trpc.silence.create.mutationOptions({
      meta: { failure: "Couldn't silence notifications" },
      onSuccess: () => {
        toast.success(`${subject} silenced`);
        void queryClient.invalidateQueries(trpc.silence.pathFilter());
        void queryClient.invalidateQueries(trpc.incident.pathFilter());
      },
    }),
  );
  return (
    <Menu
      align="start"
      trigger={
        <Button pending={silence.isPending} size="sm">
          <BellOff aria-hidden /> Silence
        </Button>
      }
    >
      {HOURS.map(([hours, label]) => (
        <MenuItem
          key={hours}
          onClick={() =>
            silence.mutate({
              ...scope,
              scope: "subject",
              target,
              reason: "Silenced from an incident",
              until: new Date(Date.now() + hours * 3_600_000),
            })
          }
        >
          For {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
