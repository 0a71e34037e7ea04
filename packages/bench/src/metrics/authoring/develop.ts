import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedOrganization } from "@millrace/local";
import { atMost, durations } from "../../metric";
import { type Platform, ROOT } from "../../platform/open-platform";
import { assetSources } from "../../projects/sources";
import { writeProject } from "../../projects/write-project";
import type { Metric } from "../../report";
import { startDev } from "./dev-process";

const ASSETS = 200;
const SAVES = 25;
const WARM_UP = 5;
const ORGANIZATION = "bench-dev";

/**
 * Measures `millrace dev` with a server and a worker: from writing a file until the API of the personal deployment
 * returns the change, and until the change has been loaded and checked locally.
 */
export async function developOnServer(platform: Platform): Promise<Metric[]> {
  const daemon = await platform.startDaemon();
  const worker = await platform.startWorker();
  const web = await platform.startWeb();
  const { token } = await seedOrganization({
    databaseUrl: platform.databaseUrl,
    publicUrl: web.url,
    email: "dev@example.com",
    organization: { slug: ORGANIZATION, name: ORGANIZATION },
    teams: [{ slug: "data", name: "Data", channel: "#data" }],
  });
  const project = projectOf(platform, "dev-on-server");
  const dev = startDev(project.dir, [], { MILLRACE_URL: web.url, MILLRACE_TOKEN: token });
  try {
    const { deployment } = await dev.next("live");
    const definitions = `${web.url}/api/v1/orgs/${ORGANIZATION}/deployments/${deployment}/definitions?kind=asset`;
    const reloads: number[] = [];
    const saves: number[] = [];
    for (let index = -WARM_UP; index < SAVES; index++) {
      const saved = project.save(`saved_${index}`);
      await dev.next("reloaded");
      const reloadMs = performance.now() - saved;
      await dev.next("live");
      await assertServed(definitions, token, `saved_${index}`);
      const visibleMs = performance.now() - saved;
      if (index < 0) continue;
      reloads.push(reloadMs);
      saves.push(visibleMs);
    }
    return [
      durations(
        { id: "dev-save-to-visible", name: "millrace dev, 200 assets: save to active", target: "p95 ≤ 1,000 ms" },
        saves,
        atMost("p95", 1_000),
      ),
      reloadMetric("dev-reload", "of it, until loaded and checked here", reloads),
    ];
  } finally {
    await dev.stop();
    for (const app of [web, worker, daemon]) await app.stop();
  }
}

/** Measures `millrace dev --local`: from writing a file until the change has been loaded and checked. */
export async function developHere(platform: Platform): Promise<Metric> {
  const project = projectOf(platform, "dev-here");
  const dev = startDev(project.dir, ["--local"], {});
  try {
    await dev.next("reloaded");
    const reloads: number[] = [];
    for (let index = -WARM_UP; index < SAVES; index++) {
      const saved = project.save(`saved_${index}`);
      await dev.next("reloaded");
      if (index >= 0) reloads.push(performance.now() - saved);
    }
    return reloadMetric("dev-local", "millrace dev --local, 200 assets: save to checked", reloads);
  } finally {
    await dev.stop();
  }
}

const reloadMetric = (id: string, name: string, samples: number[]): Metric =>
  durations({ id, name, target: "p95 ≤ 300 ms" }, samples, atMost("p95", 300));

/** Returns a project in which saving a file changes the group of its first assets. */
function projectOf(platform: Platform, name: string) {
  const dir = writeProject(
    { root: ROOT, dir: platform.dir, name },
    {
      ...assetSources(ASSETS),
      "millrace.config.ts": `export default { location: ${JSON.stringify(name)} };\n`,
    },
  );
  const file = join(dir, "src/layer-0.ts");
  const source = readFileSync(file, "utf8");
  return {
    dir,
    /** Returns the time just before the write. */
    save(group: string): number {
      const at = performance.now();
      writeFileSync(file, source.replaceAll('"layer_0"', JSON.stringify(group)));
      return at;
    },
  };
}

async function assertServed(url: string, token: string, group: string): Promise<void> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const { data } = (await response.json()) as { data: { key: string; group: string | null }[] };
  const active = data.find(({ key }) => key === "asset_0")?.group;
  if (active !== group) throw new Error(`The active group is ${active}, but ${group} was saved`);
}
