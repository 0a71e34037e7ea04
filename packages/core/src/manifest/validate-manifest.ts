import { z } from "zod";
import { isCheckable } from "../config/config-problems";
import { parseCrons } from "../cron/ticks";
import { timeZone } from "../cron/zone";
import { didYouMeanText } from "../did-you-mean";
import { isDomainError } from "../errors";
import { checkMapping } from "../partitions/check-mapping";
import { checkPartitions } from "../partitions/partition-set";
import { selectedAssets } from "../plan/plan-run";
import { definitionEntries } from "./definition-entries";
import { findCycle } from "./find-cycle";
import { type Manifest, type PartitionsSpec, SourceLocation } from "./manifest";

/** Something wrong with a manifest. An `error` refuses the version, a `warning` is shown. */
export const ManifestProblem = z.object({
  severity: z.enum(["error", "warning"]),
  code: z.string(),
  message: z.string(),
  source: SourceLocation.optional(),
});
export type ManifestProblem = z.infer<typeof ManifestProblem>;

/** What only the platform knows; a check without it is left out. */
export type ManifestContext = {
  /** Slugs of the organization's teams. */
  readonly teams?: ReadonlySet<string>;
  /** E-mail addresses of its members, in lower case. */
  readonly members?: ReadonlySet<string>;
  /** Variables that the location would see in the deployment. */
  readonly variables?: ReadonlySet<string>;
};

/** Everything wrong with a manifest, at once: what the server refuses and what `millrace check` shows. */
export function validateManifest(manifest: Manifest, context: ManifestContext = {}): ManifestProblem[] {
  return [
    ...duplicates(manifest),
    ...unknownReferences(manifest),
    ...cycles(manifest),
    ...badTimes(manifest),
    ...badSelections(manifest),
    ...uncheckedConfigs(manifest),
    ...unknownOwners(manifest, context),
    ...missingVariables(manifest, context),
  ];
}

type Sourced = { readonly source?: SourceLocation | undefined };

const problem = (
  severity: ManifestProblem["severity"],
  code: string,
  message: string,
  { source }: Sourced = {},
): ManifestProblem => ({ severity, code, message, ...(source ? { source } : {}) });

function duplicates(manifest: Manifest): ManifestProblem[] {
  const seen = new Map<string, Sourced>();
  const found: ManifestProblem[] = [];
  for (const { kind, key, data } of definitionEntries(manifest)) {
    const first = seen.get(`${kind} ${key}`);
    if (first) {
      const places = [first, data as Sourced].map((it) => it.source?.file).filter((file) => file !== undefined);
      const where = places.length > 0 ? ` (${[...new Set(places)].join(", ")})` : "";
      found.push(
        problem("error", "definition_duplicate", `${kind} "${key}" is defined twice${where}: rename one`, data),
      );
    } else seen.set(`${kind} ${key}`, data as Sourced);
  }
  return found;
}

function unknownReferences(manifest: Manifest): ManifestProblem[] {
  const assets = new Set(manifest.assets.map((asset) => asset.key));
  const jobs = new Set(manifest.jobs.map((job) => job.name));
  const ops = new Set(manifest.ops.map((op) => op.name));
  const found: ManifestProblem[] = [];
  const expect = (known: ReadonlySet<string>, kind: string, name: string, who: string, by: Sourced) => {
    if (known.has(name)) return;
    const hint = didYouMeanText(name, known);
    found.push(problem("error", `${kind}_unknown`, `${who} unknown ${kind} "${name}"${hint}`, by));
  };
  for (const asset of manifest.assets) {
    for (const dep of asset.deps) expect(assets, "asset", dep.asset, `asset "${asset.key}" depends on`, asset);
  }
  for (const check of manifest.checks) expect(assets, "asset", check.asset, `check "${check.name}" is of`, check);
  for (const job of manifest.jobs) {
    for (const node of job.nodes ?? []) expect(ops, "op", node.op, `job "${job.name}" calls`, job);
  }
  for (const schedule of manifest.schedules) {
    expect(jobs, "job", schedule.job, `schedule "${schedule.name}" targets`, schedule);
  }
  for (const sensor of manifest.sensors) expect(jobs, "job", sensor.job, `sensor "${sensor.name}" targets`, sensor);
  return found;
}

function cycles(manifest: Manifest): ManifestProblem[] {
  const assets = new Map(manifest.assets.map((asset) => [asset.key, asset]));
  const depsOf = (key: string) =>
    assets
      .get(key)
      ?.deps.map((dep) => dep.asset)
      .filter((dep) => dep !== key) ?? [];
  const cycle = findCycle(assets.keys(), depsOf);
  if (!cycle) return [];
  return [
    problem(
      "error",
      "asset_cycle",
      `Assets depend on each other in a circle: ${cycle.join(" → ")}`,
      assets.get(cycle[0]!),
    ),
  ];
}

function badTimes(manifest: Manifest): ManifestProblem[] {
  const found: ManifestProblem[] = [];
  const attempt = (code: string, who: string, by: Sourced, check: () => unknown) => {
    try {
      check();
    } catch (error) {
      if (!isDomainError(error)) throw error;
      found.push(problem("error", code, `${who}: ${error.message}`, by));
    }
  };
  const partitioned = (who: string, partitions: PartitionsSpec | undefined, by: Sourced) => {
    if (partitions) attempt("partitions_invalid", who, by, () => checkPartitions(partitions));
  };
  const partitionsOf = new Map(manifest.assets.map((asset) => [asset.key, asset.partitions]));
  for (const schedule of manifest.schedules) {
    const who = `schedule "${schedule.name}"`;
    attempt("cron_invalid", who, schedule, () => parseCrons(schedule.crons));
    attempt("time_zone_invalid", who, schedule, () => timeZone(schedule.timeZone));
  }
  for (const asset of manifest.assets) {
    partitioned(`asset "${asset.key}"`, asset.partitions, asset);
    for (const { asset: key, mapping } of asset.deps) {
      const [upstream, downstream] = [partitionsOf.get(key), asset.partitions];
      if (!mapping || !upstream || !downstream) continue;
      const who = `asset "${asset.key}", from "${key}"`;
      attempt("mapping_invalid", who, asset, () => checkMapping(mapping, upstream, downstream));
    }
    const { freshness, automation } = asset;
    const timed = [
      ...(freshness && "deadline" in freshness ? [{ cron: freshness.deadline, timeZone: freshness.timeZone }] : []),
      ...(automation?.kind === "onCron" ? [{ cron: automation.cron, timeZone: automation.timeZone }] : []),
    ];
    for (const { cron, timeZone: zone } of timed) {
      attempt("cron_invalid", `asset "${asset.key}"`, asset, () => parseCrons([String(cron)]));
      attempt("time_zone_invalid", `asset "${asset.key}"`, asset, () => timeZone(String(zone ?? "UTC")));
    }
  }
  for (const job of manifest.jobs) partitioned(`job "${job.name}"`, job.partitions, job);
  return found;
}

function badSelections(manifest: Manifest): ManifestProblem[] {
  return manifest.jobs.flatMap((job) => {
    if (job.select === undefined) return [];
    try {
      selectedAssets(manifest, job.select);
      return [];
    } catch (error) {
      if (!isDomainError(error)) throw error;
      const severity = error.code === "selection_empty" ? "warning" : "error";
      return [problem(severity, error.code, `job "${job.name}": ${error.message}`, job)];
    }
  });
}

function unknownOwners(manifest: Manifest, { teams, members }: ManifestContext): ManifestProblem[] {
  const users = new Map<string, { who: string; by: Sourced }>();
  for (const { kind, key, owners, data } of definitionEntries(manifest)) {
    for (const owner of owners) if (!users.has(owner)) users.set(owner, { who: `${kind} "${key}"`, by: data });
  }
  return [...users].flatMap(([owner, { who, by }]) => {
    const isTeam = owner.startsWith("team:");
    const known = isTeam ? teams : members;
    const name = isTeam ? owner.slice("team:".length) : owner.toLowerCase();
    if (!known || known.has(name)) return [];
    const hint = didYouMeanText(name, known);
    const what = isTeam ? "team" : "member";
    return [
      problem("warning", "owner_unknown", `${who} is owned by ${owner}, but there is no ${what} "${name}"${hint}`, by),
    ];
  });
}

/** Zod's own schemas can all be checked; what an author adds by `.meta()` need not. */
function uncheckedConfigs({ assets, jobs }: Manifest): ManifestProblem[] {
  const schemas = [
    ...assets.map((asset) => ({ who: `The config of asset "${asset.key}"`, schema: asset.config, by: asset })),
    ...jobs.map((job) => ({ who: `The input of job "${job.name}"`, schema: job.input, by: job })),
  ];
  return schemas.flatMap(({ who, schema, by }) =>
    schema && !isCheckable(schema)
      ? [
          problem(
            "warning",
            "config_unchecked",
            `${who} has JSON Schema keywords that only its step can check, not a launch: remove if, then, else and not from .meta()`,
            by,
          ),
        ]
      : [],
  );
}

function missingVariables(manifest: Manifest, { variables }: ManifestContext): ManifestProblem[] {
  if (!variables) return [];
  return manifest.env
    .filter((reference) => !reference.optional && !variables.has(reference.name))
    .map(({ name, usedBy }) => {
      const by = usedBy.length > 0 ? ` (read by ${usedBy.join(", ")})` : "";
      return problem(
        "warning",
        "variable_missing",
        `The variable ${name}${by} is not set: millrace env set ${name} --stdin${didYouMeanText(name, variables)}`,
      );
    });
}
