import { diffManifests, type Manifest } from "@millrace/core/manifest";
import type { ProjectConfig } from "@millrace/protocol";
import type { MemoryPartitions, MemoryState, MemoryValues } from "@millrace/runtime";
import { launchRuns } from "../api/runs";
import type { Emit } from "../command";
import type { CommandContext, Project } from "../command-context";
import { toCliError } from "../errors/report-error";
import { definitionSummary } from "../output/summary";
import { type BundledProject, bundleProject } from "../project/bundle-project";
import { checkProject } from "../project/check-project";
import { loadConfig } from "../project/load-config";
import type { LoadedProject } from "../project/load-project";
import { runLoaded } from "../project/run-local";
import type { DevEvent } from "./dev-event";
import { changePusher } from "./push-change";
import { watchProject } from "./watch-project";

/** Values and state that local runs leave for later ones. */
type Memory = { readonly values: MemoryValues; readonly state: MemoryState; readonly partitions: MemoryPartitions };
type Options = { readonly isLocal: boolean; readonly only?: string | undefined };

/**
 * Reloads a project at each change until the signal aborts. The last valid definitions are kept while there is an
 * error.
 */
export async function develop(context: CommandContext, options: Options, say: Emit<DevEvent>): Promise<void> {
  const { signal } = context;
  let project = await context.project();
  const changes = await watchProject(project.projectDir, signal);
  const runtime = await import("@millrace/runtime");
  const memory = {
    values: new runtime.MemoryValues(),
    state: new runtime.MemoryState(),
    partitions: new runtime.MemoryPartitions(),
  };
  const bundler = (await import("@millrace/bundle/build")).createBundler();
  const push = options.isLocal ? undefined : changePusher(context);
  let lastGood: Manifest | undefined;
  say({
    type: "watching",
    location: project.config.location,
    deployment: options.isLocal ? null : await context.deployment(),
  });
  for (let batch: ReadonlySet<string> | undefined = new Set(); batch; batch = await changes.next()) {
    const started = performance.now();
    const elapsed = () => Math.round(performance.now() - started);
    try {
      if (batch.has(project.configFile)) project = { ...project, config: await freshConfig(project) };
      const bundling = bundleProject(project, bundler);
      const [loaded, bundle] = await allOrFirstError(
        checkProject(project, bundling),
        push && packProject(project, bundling),
      );
      const { manifest, inputs } = loaded;
      changes.include([...inputs, ...(await dataFiles(project))]);
      say({
        type: "reloaded",
        ms: elapsed(),
        summary: definitionSummary(manifest),
        diff: diffManifests(lastGood, manifest),
      });
      lastGood = manifest;
      if (push && bundle) {
        const live = await push(project, bundle);
        if (live) say({ type: "live", ms: elapsed(), deployment: await context.deployment(), ...live });
      }
      if (options.only !== undefined) say(await runOnly(context, options.only, options.isLocal && { loaded, memory }));
    } catch (error) {
      if (signal.aborted) break;
      const rejection = toCliError(error);
      const { code, message, source, problems } = rejection;
      say(
        { type: "rejected", code, message, file: source?.file ?? null, line: source?.line ?? null, problems },
        rejection,
      );
    }
  }
  await bundler.close();
  say({ type: "stopped" });
}

const freshConfig = ({ configFile }: Project): Promise<ProjectConfig> => loadConfig(configFile);

async function packProject({ projectDir, config }: Project, bundling: Promise<BundledProject>) {
  const { buildBundle } = await import("@millrace/bundle/build");
  return buildBundle({ projectDir, config, bundled: (await bundling).pushed });
}

async function dataFiles({ projectDir, config }: Project): Promise<string[]> {
  const { findDataFiles } = await import("@millrace/bundle/build");
  return [...(await findDataFiles(projectDir, config.data)).values()];
}

/** Waits for both promises, so that no work is left running. Throws the first one's error if both fail. */
async function allOrFirstError<A, B>(first: Promise<A>, second: Promise<B> | undefined): Promise<[A, B | undefined]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === "rejected") throw a.reason;
  if (b.status === "rejected") throw b.reason;
  return [a.value, b.value];
}

async function runOnly(
  context: CommandContext,
  select: string,
  local: false | { loaded: LoadedProject; memory: Memory },
): Promise<DevEvent> {
  if (local) {
    const { id, status } = await runLoaded(context, local.loaded, { select }, local.memory);
    return { type: "ran", run: id, status, url: null };
  }
  const [{ id, url }] = await launchRuns(context, { select });
  return { type: "ran", run: id, status: "QUEUED", url };
}
