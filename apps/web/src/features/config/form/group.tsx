"use client";
import { IconButton } from "@millrace/ui";
import { CircleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { type FieldProps, problemAt } from "./field-props";

/** Fields grouped under one name. Optional groups can be removed. */
export function Group(props: FieldProps & { children: ReactNode }) {
  const problem = problemAt(props);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-l-2 pl-3">
      <legend className="float-left flex w-full items-center gap-2 font-medium">
        <span className="font-mono text-xs">{props.label}</span>
        {!props.isRequired && (
          <>
            <span className="text-sm text-subtle">optional</span>
            <IconButton
              className="ml-auto"
              label={`Remove ${typeof props.label === "string" ? props.label : "this part"}`}
              onClick={() => props.onChange(undefined)}
              size="sm"
            >
              <X aria-hidden />
            </IconButton>
          </>
        )}
      </legend>
      {props.schema.description && <p className="-mt-2 text-subtle text-xs">{props.schema.description}</p>}
      {problem && (
        <p className="flex items-start gap-1.5 text-danger-text text-xs" role="alert">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {problem}
        </p>
      )}
      {props.children}
    </fieldset>
  );
}
