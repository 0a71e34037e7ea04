"use client";
import { formatRelative, Select, shortId, statusLook, toast, useNow } from "@millrace/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { shownError } from "@/lib/errors";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";

export type PastRun = Outputs["run"]["get"]["run"];

/** Tags set by a person. The platform adds its own again. */
export const givenTags = (tags: Readonly<Record<string, string>>): string =>
  Object.entries(tags)
    .filter(([key]) => !key.startsWith("millrace/") || key === "millrace/priority")
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");

/** Copies config, partitions, and tags from a past run of a job or asset. */
export function PastRunPicker(props: { of: { job: string } | { asset: string }; onPick: (run: PastRun) => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { scope } = useScope();
  const now = useNow();
  const runs = useQuery(trpc.run.list.queryOptions({ ...scope, ...props.of, limit: 50 }));
  const past = runs.data?.data ?? [];
  if (past.length === 0) return null;
  const pick = async (runId: string) => {
    try {
      const { run } = await queryClient.fetchQuery(trpc.run.get.queryOptions({ ...scope, runId }));
      props.onPick(run);
    } catch (error) {
      toast.error(shownError(error).message);
    }
  };
  return (
    <Select
      className="w-56"
      label="Fill from a past run"
      onValueChange={(runId) => void pick(runId)}
      options={past.map((run) => ({
        value: run.id,
        label: `${shortId(run.id)} · ${statusLook(run.status).label} ${formatRelative(run.createdAt.getTime(), now)}`,
      }))}
      placeholder="Fill from a past run"
      value={undefined}
    />
  );
}
