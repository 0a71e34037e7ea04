"use client";
import { Badge, Callout, Dialog, SkeletonRows } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { QueryView } from "../../shared/query-view";

type Diff = NonNullable<Outputs["location"]["diff"]["diff"]>;
const tones = { added: "success", removed: "danger", changed: "warning" } as const;
const signs = { added: "+", removed: "−", changed: "~" } as const;

/** Compares a version with the active one. */
export function VersionDialog({
  location,
  number,
  onClose,
}: {
  location: string;
  number: number;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const version = useQuery(trpc.location.diff.queryOptions({ ...scope, location, version: number }));
  return (
    <Dialog
      description={
        version.data?.isActive ? "Compared with the previously active version." : "Compared with the active version."
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title={`${location} v${number}`}
    >
      <QueryView loading={<SkeletonRows label="Comparing" rows={4} />} query={version} what="comparison">
        {(data) => (
          <div className="flex flex-col gap-4">
            {data.warnings.map((warning) => (
              <Callout key={warning.message} tone="warning">
                {warning.message}
              </Callout>
            ))}
            {data.diff === null ? (
              <p className="text-muted">This version failed to load, so it has no definitions to compare.</p>
            ) : (
              <DiffView diff={data.diff} />
            )}
          </div>
        )}
      </QueryView>
    </Dialog>
  );
}

function DiffView({ diff }: { diff: Diff }) {
  return (
    <>
      <p className="flex flex-wrap gap-2">
        <Badge tone="success">{diff.added} added</Badge>
        <Badge tone="danger">{diff.removed} removed</Badge>
        <Badge tone="warning">{diff.changed} changed</Badge>
        <Badge>{diff.unchanged} unchanged</Badge>
      </p>
      <ul className="divide-y rounded-md border">
        {diff.changes.map((change) => (
          <li className="px-3 py-2" key={`${change.kind} ${change.key}`}>
            <p className="flex items-center gap-2">
              <Badge tone={tones[change.change]}>
                <span aria-hidden>{signs[change.change]}</span> {change.change}
              </Badge>
              <span className="text-subtle text-xs">{change.kind}</span>
              <span className="min-w-0 truncate font-mono text-xs">{change.key}</span>
            </p>
            {change.fields.map((field) => (
              <p className="mt-1 break-all pl-2 font-mono text-xs" key={field.field}>
                <span className="text-subtle">{field.field}: </span>
                <del className="text-danger-text">{JSON.stringify(field.before) ?? "nothing"}</del> →{" "}
                <ins className="text-success-text no-underline">{JSON.stringify(field.after) ?? "nothing"}</ins>
              </p>
            ))}
          </li>
        ))}
        {diff.changes.length === 0 && <li className="px-3 py-3 text-muted">No definitions changed.</li>}
      </ul>
    </>
  );
}
