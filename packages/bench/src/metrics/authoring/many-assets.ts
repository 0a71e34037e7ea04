import { join } from "node:path";
import { measure } from "../../measure";
import { atMost, durations } from "../../metric";
import { type Platform, ROOT } from "../../platform/open-platform";
import { createOrganization } from "../../platform/organization";
import { assetSources } from "../../projects/sources";
import { writeProject } from "../../projects/write-project";
import type { Metric } from "../../report";
import { runNode } from "./run-node";

const ASSETS = 1_000;
const LOADS = 10;
const CHECKS = 5;

/** Measures a pushed version until it is active: unpacked, loaded in a sandbox, its manifest validated and stored. */
export async function loadManyAssets(platform: Platform): Promise<Metric> {
  const organization = await createOrganization(platform, "bench-assets");
  const hash = await organization.upload(projectOf(platform, "assets-to-load"));
  const samples = await measure(LOADS, () => organization.serve("assets", hash), 1);
  return durations(
    { id: "load-1000", name: "loading a bundle of 1,000 assets", target: "p95 ≤ 1,000 ms" },
    samples,
    atMost("p95", 1_000),
  );
}

/** Measures a complete `tsc --noEmit`, including the start of the compiler. */
export async function checkManyAssets(platform: Platform): Promise<Metric> {
  const projectDir = projectOf(platform, "assets-to-check");
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const samples = await measure(CHECKS, () => runNode([compiler, "--noEmit", "-p", projectDir]), 1);
  return durations(
    { id: "types-1000", name: "type-checking 1,000 assets", target: "p95 ≤ 5,000 ms" },
    samples,
    atMost("p95", 5_000),
  );
}

const projectOf = (platform: Platform, name: string): string =>
  writeProject(
    { root: ROOT, dir: platform.dir, name },
    { ...assetSources(ASSETS), "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }) },
  );

const compilerOptions = {
  target: "ES2023",
  module: "ESNext",
  moduleResolution: "Bundler",
  strict: true,
  skipLibCheck: true,
  types: ["node"],
};
