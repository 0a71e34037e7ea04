"use client";
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import type { RunData } from "./run-data";

type Event = Outputs["run"]["events"]["data"][number];
const STEPS_MAX = 12;
const POLL_MS = 5_000;

/** Events of retried steps, to draw each attempt. Runs without retries fetch nothing. */
export function useRetriedSteps(data: RunData, running: boolean): ReadonlyMap<string, readonly Event[]> {
  const trpc = useTRPC();
  const { scope } = useScope();
  const retried = data.steps
    .filter((step) => step.stepAttempt > 1 || step.status === "RETRYING")
    .slice(0, STEPS_MAX)
    .map((step) => step.key);
  const results = useQueries({
    queries: retried.map((step) =>
      trpc.run.events.queryOptions(
        { ...scope, runId: data.run.id, step, limit: 1_000 },
        { refetchInterval: running ? POLL_MS : false },
      ),
    ),
  });
  const loaded = results.map((result) => result.data?.data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is new on each render, its contents are not
  return useMemo(
    () => new Map(retried.map((step, index) => [step, loaded[index] ?? []])),
    [retried.join("\n"), ...loaded],
  );
}
