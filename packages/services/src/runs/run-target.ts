import { DomainError, didYouMeanText } from "@millrace/core";
import type { AssetManifest, JobManifest, Manifest } from "@millrace/core/manifest";
import type { ActiveLocation, DefinitionReader } from "@millrace/core/run";
import { unknownValuesText, vocabularyOf } from "@millrace/core/selection";
import { selectWithinTime } from "../assets/select-within-time";

/** What a run is asked to do: a job, a selection text, or assets by key. */
export type TargetInput =
  | { readonly job: string }
  | { readonly select: string }
  | { readonly assets: readonly string[] };

/** A target found in the code location that defines it. */
export type RunTarget = ActiveLocation & {
  readonly manifest: Manifest;
  readonly job: JobManifest | null;
  readonly selection: string | null;
  /** Assets that the run materializes, in the manifest's order. */
  readonly assets: readonly AssetManifest[];
  /** The same selection in other code locations, each of which needs a run. */
  readonly elsewhere?: readonly RunTarget[];
};

type Loaded = ActiveLocation & { readonly manifest: Manifest };

/** Finds a target among the code locations that a deployment serves. */
export async function findTarget(
  definitions: DefinitionReader,
  orgId: string,
  deploymentId: string,
  input: TargetInput,
): Promise<RunTarget> {
  const active = await definitions.listActive(orgId, deploymentId);
  if (active.length === 0) {
    throw new DomainError(
      "notFound",
      "no_code_location",
      "No code has been pushed to this deployment. Run `millrace push` first.",
    );
  }
  const locations = await Promise.all(
    active.map(
      async (it): Promise<Loaded> => ({ ...it, manifest: await definitions.getManifest(orgId, it.versionId) }),
    ),
  );
  return "job" in input ? findJob(locations, input.job) : findAssets(locations, input);
}

function findJob(locations: readonly Loaded[], name: string): RunTarget {
  for (const location of locations) {
    const job = location.manifest.jobs.find((it) => it.name === name);
    if (!job) continue;
    const keys = job.select === undefined ? [] : selectWithinTime(job.select, selectable([location]));
    return { ...location, job, selection: job.select ?? null, assets: assetsOf(location, new Set(keys)) };
  }
  const known = locations.flatMap((it) => it.manifest.jobs.map((job) => job.name)).sort();
  throw new DomainError(
    "notFound",
    "job_not_found",
    `No job named "${name}".${didYouMeanText(name, known) || ` Available jobs: ${list(known)}.`}`,
  );
}

function findAssets(
  locations: readonly Loaded[],
  input: { select: string } | { assets: readonly string[] },
): RunTarget {
  const selection = "select" in input ? input.select : null;
  const all = selectable(locations);
  const keys = "select" in input ? selectWithinTime(input.select, all) : input.assets;
  const wanted = new Set(keys);
  const found = locations
    .map((location) => ({ location, assets: assetsOf(location, wanted) }))
    .filter(({ assets }) => assets.length > 0);

  const known = new Set(found.flatMap(({ assets }) => assets.map((asset) => asset.key)));
  const unknown = "assets" in input ? input.assets.filter((key) => !known.has(key)) : [];
  if (unknown.length > 0) {
    throw new DomainError(
      "notFound",
      "asset_not_found",
      `Asset not found: ${unknown.map((key) => `"${key}"`).join(", ")}.${didYouMeanText(
        unknown[0] ?? "",
        all.map((asset) => asset.key),
      )}`,
    );
  }
  const [first, ...others] = found;
  if (!first) {
    const hint = selection === null ? "" : unknownValuesText(selection, vocabularyOf(all));
    throw new DomainError("invalid", "selection_empty", `The selection ${selection ?? "[]"} matches no assets.${hint}`);
  }
  const inLocation = ({ location, assets }: (typeof found)[number]): RunTarget => {
    return { ...location, job: null, selection, assets };
  };
  return { ...inLocation(first), ...(others.length > 0 ? { elsewhere: others.map(inLocation) } : {}) };
}

const assetsOf = ({ manifest }: Loaded, keys: ReadonlySet<string>): readonly AssetManifest[] =>
  manifest.assets.filter((asset) => !asset.external && keys.has(asset.key));

/** Assets of all locations as one graph; an external asset is represented by its definition elsewhere. */
function selectable(locations: readonly Loaded[]) {
  return locations.flatMap(({ location, manifest }) =>
    manifest.assets
      .filter((asset) => !asset.external)
      .map(({ key, deps, tags, owners, group, kinds }) => ({
        key,
        deps: deps.map((dep) => dep.asset),
        tags,
        owners,
        group: group ?? null,
        kinds,
        codeLocation: location,
      })),
  );
}

const list = (names: readonly string[]): string => (names.length === 0 ? "none" : names.slice(0, 20).join(", "));
