"use client";
import { TOKEN_SCOPES, type TokenScope } from "@millrace/core/identity";
import { Button, Callout, Checkbox, CodeBlock, Dialog, Field, Select } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useCan, useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";
import { useDialogState } from "../../../shared/use-dialog-state";

const DAYS = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "366", label: "1 year" },
] as const;

export function CreateTokenDialog() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const can = useCan();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useDialogState<"pat" | "svc">(open, "pat");
  const [days, setDays] = useDialogState<(typeof DAYS)[number]["value"]>(open, "90");
  const [scopes, setScopes] = useDialogState<readonly TokenScope[]>(open, [
    "locations:push",
    "runs:launch",
    "runs:read",
  ]);
  const create = useMutation(
    trpc.token.create.mutationOptions({
      meta: { inline: true },
      onSuccess: () => void queryClient.invalidateQueries(trpc.token.list.queryFilter({ org })),
    }),
  );
  const close = (next: boolean) => {
    setOpen(next);
    if (!next) create.reset();
  };
  return (
    <Dialog
      footer={
        create.data ? (
          <Button onClick={() => close(false)} variant="primary">
            Done
          </Button>
        ) : (
          <Button
            disabled={scopes.length === 0}
            form="create-token"
            pending={create.isPending}
            type="submit"
            variant="primary"
          >
            Create token
          </Button>
        )
      }
      onOpenChange={close}
      open={open}
      title={create.data ? "Copy your token now" : "New API token"}
      trigger={
        <Button size="sm" variant="primary">
          <Plus aria-hidden /> New token
        </Button>
      }
    >
      {create.data ? (
        <div className="space-y-3">
          <Callout tone="warning">You won't be able to see it again.</Callout>
          <CodeBlock code={create.data.token} wrap />
          <CodeBlock
            code={`echo '${create.data.token}' | millrace login --token-stdin`}
            title="Sign in from the CLI"
            wrap
          />
        </div>
      ) : (
        <Form
          error={create.error}
          id="create-token"
          onSubmit={(values) =>
            create.mutate({ org, kind, name: values.name ?? "", scopes: [...scopes], expiresInDays: Number(days) })
          }
        >
          <TextField
            autoFocus
            error={fieldError(create.error, "name")}
            label="Name"
            name="name"
            placeholder="Laptop, GitHub Actions, …"
          />
          <div className="grid gap-4 sm:grid-cols-2">
            {can("token:manage") && (
              <Field label="Type">
                <Select
                  onValueChange={setKind}
                  options={[
                    { value: "pat", label: "Personal", description: "Never more than your own permissions" },
                    { value: "svc", label: "Service", description: "For CI; not tied to a person" },
                  ]}
                  value={kind}
                />
              </Field>
            )}
            <Field label="Expiration">
              <Select onValueChange={setDays} options={DAYS} value={days} />
            </Field>
          </div>
          <fieldset>
            <legend className="pb-1.5 font-medium text-sm">Scopes</legend>
            <div className="grid gap-x-4 sm:grid-cols-2">
              {TOKEN_SCOPES.map((scope) => (
                <Checkbox
                  checked={scopes.includes(scope)}
                  key={scope}
                  label={<code className="font-mono text-xs">{scope}</code>}
                  onCheckedChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((each) => each !== scope))}
                />
              ))}
            </div>
          </fieldset>
        </Form>
      )}
    </Dialog>
  );
}
