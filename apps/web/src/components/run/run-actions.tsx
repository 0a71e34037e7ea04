"use client";
import { Button, ConfirmDialog, Kbd, Menu, MenuItem, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { Ban, ChevronDown, RotateCcw, RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useHotkeys } from "@/lib/hotkeys";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import type { RunData } from "./run-data";

/** Cancel and re-run: what the server says the viewer may do, and nothing else. */
export function RunActions({ data }: { data: RunData }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { scope, paths } = useScope();
  const [confirming, setConfirming] = useState(false);
  const runId = data.run.id;
  const failed = data.run.status === "FAILURE" || data.run.status === "CANCELED";

  const cancel = useMutation(
    trpc.run.cancel.mutationOptions({
      meta: { failure: "The run was not canceled" },
      onSuccess: () => {
        setConfirming(false);
        toast.success("Canceling the run");
      },
    }),
  );
  const reexecute = useMutation(
    trpc.run.reexecute.mutationOptions({
      meta: { failure: "The run was not started again" },
      onSuccess: (created) => {
        toast.success("Started again");
        router.push(paths.run(created.id));
      },
    }),
  );
  const again = (mode: "fromFailure" | "all") => reexecute.mutate({ ...scope, runId, mode });
  useHotkeys({
    ...(data.capabilities.cancel ? { c: () => setConfirming(true) } : {}),
    ...(data.capabilities.reexecute ? { r: () => again(failed ? "fromFailure" : "all") } : {}),
  });

  return (
    <>
      {data.capabilities.cancel && (
        <Button onClick={() => setConfirming(true)} variant="dangerOutline">
          <Ban aria-hidden /> Cancel <Kbd>C</Kbd>
        </Button>
      )}
      {data.capabilities.reexecute && (
        <div className="flex">
          <Button
            className="rounded-r-none"
            onClick={() => again(failed ? "fromFailure" : "all")}
            pending={reexecute.isPending}
            variant="primary"
          >
            <RotateCw aria-hidden /> {failed ? "Re-run from failure" : "Re-run"}
          </Button>
          <Menu
            trigger={
              <Button
                aria-label="More ways to re-run"
                className="w-8 rounded-l-none border-l border-l-accent-contrast/30 px-0"
                variant="primary"
              >
                <ChevronDown aria-hidden />
              </Button>
            }
          >
            {failed && (
              <MenuItem icon={<RotateCw />} onClick={() => again("fromFailure")}>
                From failure: reuse what succeeded
              </MenuItem>
            )}
            <MenuItem icon={<RotateCcw />} onClick={() => again("all")}>
              All steps
            </MenuItem>
          </Menu>
        </div>
      )}
      <ConfirmDialog
        confirmLabel="Cancel the run"
        danger
        description="Running steps are told to stop and are ended if they do not. What succeeded stays materialized."
        onConfirm={() => cancel.mutate({ ...scope, runId })}
        onOpenChange={setConfirming}
        open={confirming}
        pending={cancel.isPending}
        title="Cancel this run?"
      />
    </>
  );
}
