"use client";
import { type ReactNode, useState } from "react";
import { Button } from "../actions/button";
import { Field } from "../forms/field";
import { Input } from "../forms/input";
import { Dialog } from "./dialog";

/** Renders a confirmation of an action that can't be undone. With `phrase`, the name has to be typed. */
export function ConfirmDialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  confirmLabel: string;
  danger?: boolean;
  pending?: boolean;
  phrase?: string;
  /** Options that belong to the question. */
  children?: ReactNode;
  onConfirm: () => void;
}) {
  const [typed, setTyped] = useState("");
  const blocked = props.phrase !== undefined && typed !== props.phrase;
  return (
    <Dialog
      description={props.description}
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>Cancel</Button>
          <Button
            disabled={blocked}
            onClick={props.onConfirm}
            pending={props.pending ?? false}
            variant={props.danger ? "danger" : "primary"}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
      onOpenChange={props.onOpenChange}
      open={props.open}
      size="sm"
      title={props.title}
    >
      {props.children}
      {props.phrase !== undefined && (
        <Field label={`Type ${props.phrase} to confirm`}>
          <Input autoComplete="off" onChange={(event) => setTyped(event.target.value)} value={typed} />
        </Field>
      )}
    </Dialog>
  );
}
