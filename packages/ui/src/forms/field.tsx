"use client";
import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, useContext, useId } from "react";
import { cn } from "../lib/cn";

type Control = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  required?: boolean;
};
const FieldContext = createContext<Control | undefined>(undefined);

/** Returns props that connect a control to the enclosing `Field`. Empty without one. */
export function useFieldControl(): Partial<Control> {
  return useContext(FieldContext) ?? {};
}

/** Renders the label, hint, and error of a control, which gets its ID and description from the context. */
export function Field(props: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const described = [props.error && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean).join(" ");
  const control: Control = {
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": props.error ? true : undefined,
  };
  return (
    <FieldContext value={control}>
      <div className={cn("flex flex-col gap-1.5", props.className)}>
        <div className="flex items-baseline justify-between gap-2">
          <label className="font-medium text-sm" htmlFor={id}>
            {props.label}
            {props.optional && <span className="ml-1 font-normal text-subtle">Optional</span>}
          </label>
          {props.action}
        </div>
        {props.children}
        {props.error && (
          <p className="flex items-start gap-1.5 text-danger-text text-xs" id={`${id}-error`} role="alert">
            <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {props.error}
          </p>
        )}
        {props.hint && (
          <p className="text-subtle text-xs" id={`${id}-hint`}>
            {props.hint}
          </p>
        )}
      </div>
    </FieldContext>
  );
}
