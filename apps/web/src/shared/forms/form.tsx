"use client";
import { Callout } from "@millrace/ui";
import type { FormEvent, ReactNode } from "react";
import { shownError } from "@/lib/errors";

/** A form whose values arrive as text by name. Errors that belong to no field are shown above the button. */
export function Form(props: {
  onSubmit: (values: Record<string, string>) => void;
  error?: unknown;
  className?: string;
  id?: string;
  children: ReactNode;
}) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    props.onSubmit(Object.fromEntries([...data].map(([name, value]) => [name, String(value)])));
  };
  return (
    <form className={props.className ?? "flex flex-col gap-4"} id={props.id} onSubmit={submit}>
      {props.error !== undefined && props.error !== null && <FormError error={props.error} />}
      {props.children}
    </form>
  );
}

function FormError({ error }: { error: unknown }) {
  const { message, requestId } =
    typeof error === "string" ? { message: error, requestId: undefined } : shownError(error);
  return (
    <div role="alert">
      <Callout tone="danger">
        {message}
        {requestId && <span className="block font-mono text-2xs">Request ID: {requestId}</span>}
      </Callout>
    </div>
  );
}
