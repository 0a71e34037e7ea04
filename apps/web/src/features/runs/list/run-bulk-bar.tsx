"use client";
import { Button, Kbd, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { Ban, RotateCw, X } from "lucide-react";
import { useHotkeys } from "@/lib/hotkeys";
import { toastError } from "@/lib/query-client";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";

/** Bulk actions on the selected runs. */
export function RunBulkBar(props: { count: number; cancelable: string[]; retryable: string[]; onClear: () => void }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const cancel = useMutation(trpc.run.cancel.mutationOptions({ meta: { inline: true } }));
  const rerun = useMutation(trpc.run.rerun.mutationOptions({ meta: { inline: true } }));

  const each = async (ids: string[], verb: string, act: (runId: string) => Promise<unknown>) => {
    const results = await Promise.allSettled(ids.map(act));
    const failed = results.filter((result) => result.status === "rejected");
    const done = results.length - failed.length;
    if (done > 0) toast.success(`${verb} ${done} ${done === 1 ? "run" : "runs"}`);
    if (failed[0]) toastError(failed[0].reason, `${failed.length} of ${results.length} runs failed to update`);
    props.onClear();
  };
  const cancelAll = () => void each(props.cancelable, "Canceling", (runId) => cancel.mutateAsync({ ...scope, runId }));
  const retryAll = () =>
    void each(props.retryable, "Re-running", (runId) => rerun.mutateAsync({ ...scope, runId, mode: "fromFailure" }));
  useHotkeys({
    ...(props.cancelable.length > 0 ? { c: cancelAll } : {}),
    ...(props.retryable.length > 0 ? { r: retryAll } : {}),
    Escape: props.onClear,
  });

  return (
    <div
      aria-label="Bulk actions"
      className="-translate-x-1/2 fixed bottom-5 left-1/2 z-30 flex items-center gap-2 rounded-lg border border-border-strong bg-raised py-2 pr-2 pl-4 shadow-popup"
      role="toolbar"
    >
      <span className="mr-2 font-medium text-sm tabular">{props.count} selected</span>
      <Button disabled={props.cancelable.length === 0} onClick={cancelAll} pending={cancel.isPending} size="sm">
        <Ban aria-hidden /> Cancel {props.cancelable.length > 0 && props.cancelable.length} <Kbd>C</Kbd>
      </Button>
      <Button disabled={props.retryable.length === 0} onClick={retryAll} pending={rerun.isPending} size="sm">
        <RotateCw aria-hidden /> Re-run {props.retryable.length > 0 && props.retryable.length} <Kbd>R</Kbd>
      </Button>
      <Button aria-label="Clear selection" className="w-7 px-0" onClick={props.onClear} size="sm" variant="ghost">
        <X aria-hidden />
      </Button>
    </div>
  );
}
