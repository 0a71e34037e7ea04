"use client";
import { Button, Dialog } from "@millrace/ui";
import { type ReactElement, useId } from "react";
import { fieldError } from "@/lib/errors";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";

/** Asks for the password before a change of the account's security. */
export function PasswordDialog(props: {
  title: string;
  description?: string;
  /** The button that confirms. */
  confirm: string;
  trigger: ReactElement<Record<string, unknown>>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSubmit: (password: string) => void;
  pending: boolean;
  error: unknown;
}) {
  const form = useId();
  return (
    <Dialog
      description={props.description}
      footer={
        <Button form={form} pending={props.pending} type="submit" variant="primary">
          {props.confirm}
        </Button>
      }
      onOpenChange={props.onOpenChange}
      open={props.open}
      size="sm"
      title={props.title}
      trigger={props.trigger}
    >
      <Form error={props.error} id={form} onSubmit={({ password }) => props.onSubmit(password ?? "")}>
        <TextField
          autoComplete="current-password"
          autoFocus
          error={fieldError(props.error, "password")}
          label="Password"
          name="password"
          type="password"
        />
      </Form>
    </Dialog>
  );
}
