"use client";
import { Button, Callout, Section, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { fieldError } from "@/lib/errors";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Form } from "../forms/form";
import { TextField } from "../forms/text-field";

export function EmailCard({ me }: { me: Outputs["account"]["me"] }) {
  const trpc = useTRPC();
  const change = useMutation(
    trpc.account.requestEmailChange.mutationOptions({
      meta: { inline: true },
      onSuccess: () =>
        toast.success("Check your mail", { description: "The address changes when the link in it is opened." }),
    }),
  );
  return (
    <Section title="E-mail">
      <div className="flex flex-col gap-4">
        {!me.isVerified && (
          <Callout tone="warning" title="Not confirmed yet">
            Open the link that we sent to {me.email}.
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
              label="Your password"
              name="password"
              type="password"
            />
          )}
          <Button className="self-start" pending={change.isPending} type="submit">
            Change address
          </Button>
        </Form>
      </div>
    </Section>
  );
}
