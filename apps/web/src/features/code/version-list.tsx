"use client";
import {
  Badge,
  Button,
  type Column,
  DataTable,
  formatBytes,
  formatDuration,
  Section,
  StatusBadge,
  Time,
  toast,
} from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCan, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import type { LocationData } from "./location-data";

type Version = LocationData["versions"][number];

/** A code location's versions, newest first. */
export function VersionList({ data, onShow }: { data: LocationData; onShow: (number: number) => void }) {
  const trpc = useTRPC();
  const can = useCan();
  const { scope, deployment } = useScope();
  const queryClient = useQueryClient();
  const activate = useMutation(
    trpc.location.activate.mutationOptions({
      meta: { failure: "Couldn't activate the version" },
      onSuccess: (version) => {
        toast.success(`v${version.number} is now active in ${deployment}`);
        void queryClient.invalidateQueries(trpc.location.pathFilter());
      },
    }),
  );
  const columns: Column<Version>[] = [
    {
      id: "number",
      header: "Version",
      className: "w-36",
      cell: (version) => (
        <span className="flex items-center gap-2">
          <button
            className="min-h-6 rounded-sm font-medium tabular underline-offset-2 hover:text-accent-text hover:underline"
            onClick={() => onShow(version.number)}
            type="button"
          >
            v{version.number}
          </button>
          {version.isActive && <Badge tone="success">Active</Badge>}
        </span>
      ),
    },
    { id: "status", header: "Status", cell: (version) => <StatusBadge status={version.status} /> },
    {
      id: "commit",
      header: "Commit",
      from: "md",
      className: "max-w-72",
      cell: (version) => (
        <span className="flex min-w-0 items-center gap-2">
          {version.commit && <code className="font-mono text-xs">{version.commit.slice(0, 8)}</code>}
          <span className="truncate text-muted">{version.commitMessage}</span>
        </span>
      ),
    },
    {
      id: "by",
      header: "Pushed by",
      from: "sm",
      cell: (version) => <span className="text-muted">{version.pushedByName}</span>,
    },
    { id: "at", header: "Pushed", cell: (version) => <Time className="text-muted" value={version.createdAt} /> },
    {
      id: "size",
      header: "Bundle",
      from: "lg",
      numeric: true,
      cell: (version) => (
        <span className="text-muted">
          {formatBytes(version.packedBytes)}
          {version.loadMs !== null && ` · loaded in ${formatDuration(version.loadMs)}`}
        </span>
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      className: "text-right",
      cell: (version) =>
        can("location:activate") &&
        version.status === "READY" &&
        !version.isActive && (
          <Button
            onClick={() => activate.mutate({ ...scope, location: data.name, version: version.number })}
            pending={activate.isPending && activate.variables?.version === version.number}
            size="sm"
          >
            Activate
          </Button>
        ),
    },
  ];
  return (
    <Section flush title="Versions">
      <DataTable
        caption={`Versions of ${data.name}, newest first`}
        columns={columns}
        rowKey={(version) => version.id}
        rows={data.versions}
      />
    </Section>
  );
}
