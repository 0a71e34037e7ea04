"use client";
import { useQuery } from "@tanstack/react-query";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";

const POLL_MS = 5_000;

/** Bytes written to stdout and stderr by a step, or by the whole run if no step is given. */
export function useOutputSizes(runId: string, running: boolean, step: string | null) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const sizes = useQuery(
    trpc.run.outputSizes.queryOptions({ ...scope, runId }, { refetchInterval: running ? POLL_MS : false }),
  );
  const of = (stream: "stdout" | "stderr") =>
    sizes.data
      ?.filter((size) => size.stream === stream && (step === null || size.step === step))
      .reduce((sum, size) => sum + size.bytes, 0);
  return { stdout: of("stdout"), stderr: of("stderr") };
}
