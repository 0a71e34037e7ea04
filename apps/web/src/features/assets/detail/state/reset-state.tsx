"use client";
import { Button, ConfirmDialog } from "@millrace/ui";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { useScope } from "@/lib/scope";
import { useResetState } from "./use-change-state";

/** A button that resets state after confirmation. */
export function ResetState(props: {
  assetKey: string;
  /** A partition, the asset itself (null), or everything. */
  target: { readonly partition: string | null } | "all";
  label: string;
  /** Accessible name, where a list has several such buttons. */
  hiddenLabel?: string;
  title: string;
  description: string;
  phrase?: string;
}) {
  const { assetKey, target } = props;
  const [open, setOpen] = useState(false);
  const reset = useResetState(() => setOpen(false));
  const { scope } = useScope();
  const what = target === "all" ? { all: true } : target.partition === null ? {} : { partition: target.partition };
  return (
    <>
      <Button aria-label={props.hiddenLabel} onClick={() => setOpen(true)} size="sm" variant="ghost">
        <RotateCcw aria-hidden /> {props.label}
      </Button>
      <ConfirmDialog
        confirmLabel="Reset"
        danger
        description={props.description}
        onConfirm={() => reset.mutate({ ...scope, key: assetKey, ...what })}
        onOpenChange={setOpen}
        open={open}
        pending={reset.isPending}
        {...(props.phrase === undefined ? {} : { phrase: props.phrase })}
        title={props.title}
      />
    </>
  );
}
