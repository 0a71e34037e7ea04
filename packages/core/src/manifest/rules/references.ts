import { didYouMeanText } from "../../did-you-mean";
import type { Manifest, SensorMonitor } from "../manifest";
import { type ManifestProblem, problem, type Sourced } from "../problem";

/** Names of assets, jobs and ops that nothing in the manifest has. */
export function unknownReferences(manifest: Manifest): ManifestProblem[] {
  const assets = new Set(manifest.assets.map((asset) => asset.key));
  const jobs = new Set(manifest.jobs.map((job) => job.name));
  const ops = new Set(manifest.ops.map((op) => op.name));
  const found: ManifestProblem[] = [];
  const expect = (known: ReadonlySet<string>, kind: string, name: string, who: string, by: Sourced) => {
    if (known.has(name)) return;
    const hint = didYouMeanText(name, known);
    found.push(problem("error", `${kind}_not_found`, `${who} unknown ${kind} "${name}".${hint}`, by));
  };
  for (const asset of manifest.assets) {
    for (const dep of asset.deps) expect(assets, "asset", dep.asset, `asset "${asset.key}" depends on`, asset);
  }
  for (const check of manifest.checks) expect(assets, "asset", check.asset, `check "${check.name}" targets`, check);
  for (const job of manifest.jobs) {
    for (const node of job.nodes ?? []) expect(ops, "op", node.op, `job "${job.name}" calls`, job);
  }
  for (const schedule of manifest.schedules) {
    expect(jobs, "job", schedule.job, `schedule "${schedule.name}" targets`, schedule);
  }
  for (const sensor of manifest.sensors) {
    const { name, job, monitors } = sensor;
    if (job !== undefined) expect(jobs, "job", job, `sensor "${name}" targets`, sensor);
    for (const asset of monitoredAssets(monitors)) expect(assets, "asset", asset, `sensor "${name}" monitors`, sensor);
    const watched = monitors?.kind === "runStatus" ? (monitors.jobs ?? []) : [];
    for (const one of watched) expect(jobs, "job", one, `sensor "${name}" monitors`, sensor);
  }
  return found;
}

function monitoredAssets(monitors: SensorMonitor | undefined): readonly string[] {
  if (monitors?.kind === "asset") return [monitors.asset];
  return monitors?.kind === "multiAsset" ? monitors.assets : [];
}
