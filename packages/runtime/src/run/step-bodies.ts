import { ownValue } from "@millrace/core/own";
import { checkStepKey } from "@millrace/core/plan";
import type { PlanStep, RuntimeEvent, StoredState, ValueRef } from "@millrace/protocol";
import type { AnyAsset, MetadataMap } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import type { Output } from "../values/run-values";
import { assetInputs, assetValue } from "./asset-inputs";
import { checkedMetadata } from "./checked-metadata";
import { clip } from "./clip";
import { parseWith } from "./parse-with";
import { partitionContext } from "./partition";
import type { Run } from "./run-state";
import { type Attempt, runContext } from "./step-context";
import { StepState, withoutState } from "./step-state";
import { resolveWire } from "./wires";

/** The work of a step: a step of the plan, or one item of a map. */
export type StepTask = { readonly key: string; readonly step: PlanStep; readonly item?: { readonly value: unknown } };

/** Result of a successful step: its value, and the changes to its asset's state. */
export type StepResult = { readonly output?: ValueRef | undefined; readonly state?: StoredState | undefined };

/** Runs the author's function of a step, stores its return value, and reports the result. */
export async function runStepBody(run: Run, task: StepTask, attempt: Attempt): Promise<StepResult> {
  switch (task.step.kind) {
    case "asset":
      return runAsset(run, task, attempt);
    case "check":
      return runCheck(run, task, attempt);
    default:
      return runOp(run, task, attempt);
  }
}

function findAsset(run: Run, key: string): AnyAsset & { run: NonNullable<AnyAsset["run"]> } {
  const asset = run.definitions.assets.get(key);
  if (!asset?.run)
    throw new StepError("UNKNOWN_DEFINITION", `not found in this version: asset "${key}"`, {
      retry: false,
    });
  return asset as AnyAsset & { run: NonNullable<AnyAsset["run"]> };
}

async function runAsset(run: Run, task: StepTask, attempt: Attempt): Promise<StepResult> {
  const asset = findAsset(run, task.step.definition);
  const subject = `asset "${asset.key}"`;
  const config = (run.assignment.config ?? {}) as Readonly<Record<string, unknown>>;
  const partitionKeys = asset.settings.partitions && run.assignment.partitionKeys;
  const state = new StepState({ subject, partitionKeys, stored: attempt.stored });
  const context = {
    ...runContext(run, attempt),
    partition: partitionContext(asset.settings.partitions, run.assignment.partitionKeys, subject),
    state: state.view(),
    config: await parseWith(
      asset.settings.config,
      asset.settings.config ? (ownValue(config, asset.key) ?? {}) : undefined,
      `config of ${subject}`,
    ),
    inputs: await assetInputs(run, asset, task.step),
    resources: await run.resources.get(asset.settings.resources),
  };
  attempt.signal.throwIfAborted();
  const output = await asset.run(context as never);
  attempt.signal.throwIfAborted();

  const partitions = partitionKeys ?? [undefined];
  if (output !== undefined && partitions.length > 1) {
    throw new StepError(
      "MANY_PARTITIONS",
      `${subject} returned a value in a run of ${partitions.length} partitions. A value belongs to one partition: return nothing or launch a run per partition.`,
      { retry: false },
    );
  }
  // Metadata recorded by the asset takes precedence.
  const metadata = (values: MetadataMap): void =>
    void Object.assign(attempt.metadata, { ...checkedMetadata(values), ...attempt.metadata });
  const value = await run.values.store(
    { ...outputOf(task, attempt, subject), asset: asset.settings, metadata },
    output,
  );
  // The value can be a generator, which sets state while it is stored.
  const changes = state.take();
  for (const partition of partitions) run.ports.emit(materialization(run, task, attempt, asset, partition, value));
  return { output: value, state: changes };
}

/** Returns the output of an attempt. Writing stops when the attempt ends. */
const outputOf = (task: StepTask, attempt: Attempt, subject: string): Output => ({
  step: task.key,
  stepAttempt: attempt.number,
  subject,
  signal: attempt.signal,
});

function materialization(
  run: Run,
  task: StepTask,
  attempt: Attempt,
  asset: AnyAsset,
  partition: string | undefined,
  value: ValueRef | undefined,
): RuntimeEvent {
  return {
    type: "materialization",
    at: run.ports.now(),
    step: task.key,
    stepAttempt: attempt.number,
    asset: asset.key,
    metadata: attempt.metadata,
    ...(partition === undefined ? {} : { partition }),
    ...(value ? { value } : {}),
    ...(asset.settings.codeVersion === undefined ? {} : { codeVersion: asset.settings.codeVersion }),
    ...(value?.sha256 ? { dataVersion: value.sha256.slice(0, 16) } : {}),
  };
}

async function runCheck(run: Run, task: StepTask, attempt: Attempt): Promise<StepResult> {
  const { step } = task;
  const asset = findAsset(run, step.asset ?? "");
  const check = run.definitions.checks.get(checkStepKey(asset.key, step.definition));
  if (!check)
    throw new StepError(
      "UNKNOWN_DEFINITION",
      `not found in this version: check "${step.definition}" of "${asset.key}"`,
      { retry: false },
    );
  const subject = `check "${check.name}"`;
  const partition = partitionContext(asset.settings.partitions, run.assignment.partitionKeys, subject);
  const value = await assetValue(run, asset, asset, partition?.key);
  const context = withoutState({ ...runContext(run, attempt), partition, value }, subject);
  const result = await check.run(context as never);
  if (typeof result?.passed !== "boolean")
    throw new StepError("BAD_CHECK_RESULT", `check "${check.name}" must return { passed: true | false }`, {
      retry: false,
    });
  attempt.signal.throwIfAborted();
  const metadata = { ...attempt.metadata, ...checkedMetadata(result.metadata ?? {}) };
  for (const key of partition ? run.assignment.partitionKeys : [undefined]) {
    run.ports.emit({
      type: "checkResult",
      at: run.ports.now(),
      step: task.key,
      stepAttempt: attempt.number,
      asset: asset.key,
      check: check.name,
      ...(key === undefined ? {} : { partition: key }),
      passed: result.passed,
      severity: step.severity,
      blocking: step.blocking,
      ...(result.message === undefined ? {} : { message: clip(String(result.message)) }),
      metadata,
    });
  }
  if (!result.passed && step.blocking && step.severity === "error") {
    throw new StepError(
      "CHECK_FAILED",
      `blocking check "${check.name}" of "${asset.key}" failed${result.message ? `: ${result.message}` : ""}`,
      { retry: false },
    );
  }
  return {};
}

async function runOp(run: Run, task: StepTask, attempt: Attempt): Promise<StepResult> {
  const op = run.job?.graph?.ops.get(task.step.definition) ?? run.definitions.ops.get(task.step.definition);
  if (!op)
    throw new StepError("UNKNOWN_DEFINITION", `not found in this version: op "${task.step.definition}"`, {
      retry: false,
    });
  const raw = task.item ? task.item.value : await resolveWire(task.step.input, wireSources(run));
  const subject = `op "${op.name}"`;
  const context = {
    ...runContext(run, attempt),
    input: await parseWith(op.settings.input, raw, `input of step "${task.key}"`),
    resources: await run.resources.get(op.settings.resources),
  };
  attempt.signal.throwIfAborted();
  const output = await op.run(withoutState(context, subject) as never);
  attempt.signal.throwIfAborted();
  return { output: await run.values.store(outputOf(task, attempt, subject), output) };
}

/** Returns the sources that the wires of this run's job read from. */
export function wireSources(run: Run) {
  return { input: () => run.input, node: (node: string) => run.values.load(node, undefined) };
}
