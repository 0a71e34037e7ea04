import { Field, Input } from "@millrace/ui";
import type { ComponentProps, ReactNode } from "react";

/** A labeled form field. Browsers and password managers find it by `name` and `autoComplete`. */
export function TextField({
  label,
  hint,
  error,
  optional,
  action,
  ...input
}: ComponentProps<"input"> & {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  action?: ReactNode;
}) {
  return (
    <Field action={action} error={error} hint={hint} label={label} optional={optional ?? false}>
      <Input required={!optional} {...input} />
    </Field>
  );
}
