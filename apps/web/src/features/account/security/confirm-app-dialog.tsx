"use client";
import { Button, CodeBlock, Dialog, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { fieldError } from "@/lib/errors";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../../shared/forms/form";
import { TextField } from "../../../shared/forms/text-field";
import { QrCode } from "./qr-code";
import { useFactorsChanged } from "./use-factors-changed";

type Props = {
  /** The secret for the app; undefined while the dialog is closed. */
  app: { readonly secret: string; readonly uri: string } | undefined;
  onClose: () => void;
  onConfirmed: (recoveryCodes: readonly string[] | null) => void;
};

/** Shows the secret for an authenticator app, and confirms the app with its first code. */
export function ConfirmAppDialog({ app, onClose, onConfirmed }: Props) {
  const trpc = useTRPC();
  const changed = useFactorsChanged();
  const confirm = useMutation(
    trpc.secondFactor.confirmTotp.mutationOptions({
      meta: { inline: true },
      onSuccess: ({ recoveryCodes }) => {
        toast.success("Authenticator app set up");
        changed();
        onConfirmed(recoveryCodes);
      },
    }),
  );
  return (
    <Dialog
      description="Scan the QR code with your app, or type the key. Then enter the code that the app shows."
      footer={
        <Button form="confirm-app" pending={confirm.isPending} type="submit" variant="primary">
          Confirm code
        </Button>
      }
      onOpenChange={(open) => !open && onClose()}
      open={app !== undefined}
      size="sm"
      title="Add Millrace to your app"
    >
      {app && (
        <Form error={confirm.error} id="confirm-app" onSubmit={({ code }) => confirm.mutate({ code: code ?? "" })}>
          <QrCode label="QR code of the key" text={app.uri} />
          <CodeBlock code={app.secret} title="Key" wrap />
          <TextField
            autoComplete="one-time-code"
            error={fieldError(confirm.error, "code")}
            inputMode="numeric"
            label="Code from the app"
            maxLength={10}
            name="code"
          />
        </Form>
      )}
    </Dialog>
  );
}
