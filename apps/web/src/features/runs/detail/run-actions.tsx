"use client";
import { Button, ConfirmDialog, Kbd, Menu, MenuItem, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { Ban, ChevronDown, ListChecks, RotateCcw, RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { shownError } from "@/lib/errors";
import { useHotkeys } from "@/lib/hotkeys";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { RerunStepsDialog, type StepSelection } from "./rerun-steps-dialog";
import type { RunData } from "./run-data";

type Again = { readonly mode: "fromFailure" | "all" } | StepSelection;

/**
 * Cancel and re-run, as far as the server permits the viewer.
 * @param props.step the selected step, preselected when choosing steps
 */
export function RunActions({ data, step }: { data: RunData; step: string | null }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { scope, paths } = useScope();
  const [confirming, setConfirming] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [forcing, setForcing] = useState<Again | null>(null);
  const runId = data.run.id;
  const failed = data.run.status === "FAILURE" || data.run.status === "CANCELED";

  const cancel = useMutation(
    trpc.run.cancel.mutationOptions({
      meta: { failure: "Couldn't cancel the run" },
      onSuccess: () => {
        setConfirming(false);
        toast.success("Canceling run");
      },
    }),
  );
  const rerun = useMutation(
    trpc.run.rerun.mutationOptions({
      meta: { inline: true },
      onError: (error, { mode, ...input }) => {
        const { code, message } = shownError(error);
        if (code === "already_rerunning")
          setForcing({ mode, ...("steps" in input ? { steps: input.steps } : {}) } as Again);
        else toast.error(message);
      },
      onSuccess: (created) => {
        toast.success("Re-run launched");
        router.push(paths.run(created.id));
      },
    }),
  );
  const again = (part: Again, force = false) => rerun.mutate({ ...scope, runId, ...part, force });
  const againByDefault = () => again({ mode: failed ? "fromFailure" : "all" });
  useHotkeys({
    ...(data.capabilities.cancel ? { c: () => setConfirming(true) } : {}),
    ...(data.capabilities.rerun ? { r: againByDefault } : {}),
  });

  return (
    <>
      {data.capabilities.cancel && (
        <Button onClick={() => setConfirming(true)} variant="dangerOutline">
          <Ban aria-hidden /> Cancel <Kbd>C</Kbd>
        </Button>
      )}
      {data.capabilities.rerun && (
        <div className="flex">
          <Button className="rounded-r-none" onClick={againByDefault} pending={rerun.isPending} variant="primary">
            <RotateCw aria-hidden /> {failed ? "Re-run from failure" : "Re-run"}
          </Button>
          <Menu
            trigger={
              <Button
                aria-label="More re-run options"
                className="w-8 rounded-l-none border-l border-l-accent-contrast/30 px-0"
                variant="primary"
              >
                <ChevronDown aria-hidden />
              </Button>
            }
          >
            {failed && (
              <MenuItem icon={<RotateCw />} onClick={() => again({ mode: "fromFailure" })}>
                From failure (reuse successful steps)
              </MenuItem>
            )}
            <MenuItem icon={<RotateCcw />} onClick={() => again({ mode: "all" })}>
              All steps
            </MenuItem>
            <MenuItem icon={<ListChecks />} onClick={() => setChoosing(true)}>
              Selected steps…
            </MenuItem>
          </Menu>
        </div>
      )}
      {choosing && (
        <RerunStepsDialog
          onClose={() => setChoosing(false)}
          onRerun={again}
          pending={rerun.isPending}
          step={step}
          steps={data.steps}
        />
      )}
      <ConfirmDialog
        confirmLabel="Re-run anyway"
        description="Another re-run of this run hasn't finished. Both would write the same assets."
        onConfirm={() => {
          if (forcing) again(forcing, true);
          setForcing(null);
        }}
        onOpenChange={(open) => !open && setForcing(null)}
        open={forcing !== null}
        title="Re-run again?"
      />
      <ConfirmDialog
        confirmLabel="Cancel run"
        danger
        description="Running steps are asked to stop, then terminated if they don't. Completed materializations are kept."
        onConfirm={() => cancel.mutate({ ...scope, runId })}
        onOpenChange={setConfirming}
        open={confirming}
        pending={cancel.isPending}
        title="Cancel this run?"
      />
    </>
  );
}
