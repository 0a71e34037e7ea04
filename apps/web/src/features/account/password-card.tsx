"use client";
import { PASSWORD_CHARS_MIN } from "@millrace/core/identity";
import { Button, Section, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { fieldError } from "@/lib/errors";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";

export function PasswordCard({ me }: { me: Outputs["account"]["me"] }) {
  const trpc = useTRPC();
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      meta: { inline: true },
      onSuccess: () => toast.success("Password changed", { description: "Your other sessions were signed out." }),
    }),
  );
  return (
    <Section title="Password">
      <Form
        error={change.error}
        onSubmit={(values) =>
          change.mutate({ password: values.password ?? "", ...(values.current ? { current: values.current } : {}) })
        }
      >
        <input autoComplete="username" className="sr-only" readOnly tabIndex={-1} value={me.email} aria-hidden />
        {me.hasPassword && (
          <TextField
            autoComplete="current-password"
            error={fieldError(change.error, "current")}
            label="Current password"
            name="current"
            type="password"
          />
        )}
        <TextField
          autoComplete="new-password"
          error={fieldError(change.error, "password")}
          hint={`At least ${PASSWORD_CHARS_MIN} characters.`}
          label="New password"
          minLength={PASSWORD_CHARS_MIN}
          name="password"
          type="password"
        />
        <Button className="self-start" pending={change.isPending} type="submit">
          Change password
        </Button>
      </Form>
    </Section>
  );
}
