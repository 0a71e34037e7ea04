"use client";
import { Button, Callout, CodeBlock, Dialog } from "@millrace/ui";

/** Shows recovery codes, which can't be shown again. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[] | null; onClose: () => void }) {
  return (
    <Dialog
      footer={
        <Button onClick={onClose} variant="primary">
          Done
        </Button>
      }
      onOpenChange={(open) => !open && onClose()}
      open={codes !== null}
      size="sm"
      title="Save your recovery codes"
    >
      <div className="space-y-3">
        <Callout tone="warning">You won't be able to see them again.</Callout>
        <CodeBlock code={codes?.join("\n") ?? ""} title="Recovery codes" wrap />
      </div>
    </Dialog>
  );
}
