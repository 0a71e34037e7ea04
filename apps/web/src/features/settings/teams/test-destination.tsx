"use client";
import { IconButton, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";

/** Sends a message that says it is a test. */
export function TestDestination({ team }: { team: string }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const send = useMutation(
    trpc.destination.sendTest.mutationOptions({
      meta: { failure: "Couldn't send the test" },
      onSuccess: () =>
        toast.success("Test notification queued", { description: "Check Alerts › Deliveries for the result." }),
    }),
  );
  return (
    <IconButton label="Send test" onClick={() => send.mutate({ org, team })} pending={send.isPending} size="sm">
      <Send aria-hidden />
    </IconButton>
  );
}
