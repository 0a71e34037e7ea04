"use client";
import { Button, Callout, Section, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { fieldError } from "@/lib/errors";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";

export function EmailCard({ me }: { me: Outputs["account"]["me"] }) {
  const trpc = useTRPC();
  const change = useMutation(
    trpc.account.requestEmailChange.mutationOptions({
      meta: { inline: true },
      onSuccess: () =>
        toast.success("Check your email", { description: "Your address changes when you open the link we sent." }),
    }),
  );
  return (
    <Section title="Email">
      <div className="flex flex-col gap-4">
        {!me.isVerified && (
          <Callout tone="warning" title="Email not confirmed">
            Open the link we sent to {me.email}.
          </Callout>
        )}
        <Form
          error={change.error}
          onSubmit={(values) =>
            change.mutate({ email: values.email ?? "", ...(values.password ? { password: values.password } : {}) })
          }
        >
          <TextField
            autoComplete="email"
            defaultValue={me.email}
            error={fieldError(change.error, "email")}
            label="Address"
            name="email"
            type="email"
          />
          {me.hasPassword && (
            <TextField
              autoComplete="current-password"
              error={fieldError(change.error, "password")}
              label="Current password"
              name="password"
              type="password"
            />
          )}
          <Button className="self-start" pending={change.isPending} type="submit">
            Change email
          </Button>
        </Form>
      </div>
    </Section>
  );
}
