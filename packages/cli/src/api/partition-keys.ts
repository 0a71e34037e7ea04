import { PartitionsSpec, parsePartitions, partitionSet } from "@millrace/core";
import { DefinitionList } from "@millrace/protocol";
import type { CommandContext } from "../command-context";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { selectedKeys } from "./selected-keys";

type Target = { readonly select: string } | { readonly job: string };

/** The keys that a text of partitions means: `a, b`, a range `a...c` (with or without brackets), `2026-01-*`. */
export async function partitionKeysOf(context: CommandContext, target: Target, text: string): Promise<string[]> {
  if (!isPattern(text)) return listed(text);
  const spec = await partitionsOf(context, target);
  if (!spec) {
    const subject = "job" in target ? `The job "${target.job}"` : `What ${target.select} selects`;
    throw new CliError(EXIT.usage, "not_partitioned", `${subject} has no partitions`, {
      help: "leave --partition out",
    });
  }
  return keysOf(spec, text);
}

/**
 * The keys of a text among some partitions; one that is not among them is an error that names it. Without partitions,
 * or where they grow at run time, the keys that the text lists.
 */
export function keysOf(spec: PartitionsSpec | undefined, text: string): string[] {
  if (!spec || (isDynamic(spec) && !isPattern(text))) return listed(text);
  return parsePartitions(bracketed(text), partitionSet(spec, { now: Date.now() }));
}

const isDynamic = (spec: PartitionsSpec): boolean =>
  spec.kind === "dynamic" || (spec.kind === "multi" && Object.values(spec.dimensions).some(isDynamic));
const bracketed = (text: string): string => (/^[^[\],]+\.\.\.[^[\],]+$/.test(text) ? `[${text}]` : text);
const isPattern = (text: string): boolean => /[[*]/.test(bracketed(text));
const listed = (text: string): string[] =>
  text
    .split(",")
    .map((key) => key.trim())
    .filter(Boolean);

async function partitionsOf(context: CommandContext, target: Target): Promise<PartitionsSpec | undefined> {
  const client = await context.client();
  const path = `${await context.deploymentPath()}/definitions`;
  const { data } = await client.request(DefinitionList, "GET", path);
  const job = "job" in target ? data.find((it) => it.kind === "job" && it.key === target.job) : undefined;
  if (job?.data.partitions) return PartitionsSpec.parse(job.data.partitions);
  const selection = "select" in target ? target.select : (job?.data.select as string | undefined);
  if (selection === undefined) return undefined;
  const assets = data.filter((it) => it.kind === "asset");
  const selected = new Set(selectedKeys(assets, selection));
  const partitioned = assets.find((it) => selected.has(it.key) && it.data.partitions !== undefined);
  return partitioned && PartitionsSpec.parse(partitioned.data.partitions);
}
