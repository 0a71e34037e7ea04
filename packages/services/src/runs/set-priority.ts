import { DomainError } from "@millrace/core";
import { PRIORITY_TAG } from "@millrace/core/admission";
import type { RunPriorities } from "@millrace/core/run";
import { z } from "zod";
import type { Scope } from "../scope";

export const SetPriorityInput = z.object({ priority: z.int().min(-1_000_000).max(1_000_000) });

/** Moves a queued run ahead of or behind others of its deployment. */
export const setRunPriority =
  ({ runs }: { runs: RunPriorities }) =>
  async (scope: Scope, { runId }: { runId: string }, { priority }: z.infer<typeof SetPriorityInput>): Promise<void> => {
    const message = `Priority set to ${priority} by ${scope.actor.name}`;
    const isSet = await runs.setPriority(scope.orgId, runId, { priority, tag: PRIORITY_TAG, message });
    if (!isSet)
      throw new DomainError(
        "conflict",
        "run_not_queued",
        `Run ${runId} is no longer queued, so its priority can't be changed.`,
      );
  };
