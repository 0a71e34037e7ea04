import { bytesText } from "@millrace/core";
import { awaitVersion } from "../api/await-version";
import { pageUrl } from "../api/page-url";
import { createVersion, uploadBundle } from "../api/push-bundle";
import { defineCommand } from "../command";
import type { CommandContext, Project } from "../command-context";
import { diffSummary, printDiff } from "../output/diff";
import { annotateProblems } from "../output/github";
import { PushResult } from "../output/push-result";
import { pushSummary } from "../output/push-summary";
import { definitionSummary } from "../output/summary";
import { type BundledProject, bundleProject } from "../project/bundle-project";
import { checkProject } from "../project/check-project";
import { localDiff } from "../project/local-diff";

export type PushInput = {
  dryRun?: boolean;
  activate?: boolean;
  externalId?: string;
  detach?: boolean;
  analyze?: boolean;
};

export const command = defineCommand({
  output: PushResult,
  async run(context, input: PushInput): Promise<PushResult> {
    const project = await context.project();
    const { output } = context;
    const location = await context.location();
    const deployment = await context.deployment();
    const bundling = bundleProject(project);
    const { manifest } = await output.stage(
      "check",
      () => checkProject(project, bundling),
      (it) => definitionSummary(it.manifest),
    );
    const bundle = await buildStage(context, project, await bundling, input);
    const diff = async () => localDiff(context, manifest);
    if (input.dryRun) {
      return { status: "dryRun", location, deployment, version: null, diff: await diff(), url: null };
    }

    await output.stage(
      "upload",
      () => uploadBundle(context, location, bundle),
      (existed) => (existed ? "already uploaded" : ""),
    );
    const pushed = await createVersion(context, location, project, {
      bundleHash: bundle.hash,
      activate: input.activate !== false,
      externalId: input.externalId,
    });
    const { number } = pushed.version;
    const url = await pageUrl(context, `code/${encodeURIComponent(location)}`);
    if (input.detach || !pushed.created) {
      const status = pushed.created ? "pushed" : "unchanged";
      return { status, location, deployment, version: pushed.version, diff: null, url };
    }
    context.resumeWith(`millrace versions show ${number}`);
    const version = await output.stage(
      "loading on the server",
      (progress) => awaitVersion(context, location, number, progress),
      (it) => `version ${it.number}`,
    );
    for (const warning of version.warnings) output.problem(warning);
    annotateProblems(version.warnings, output);
    return { status: version.isActive ? "active" : "ready", location, deployment, version, diff: version.diff, url };
  },
  print(result, output) {
    const { status, deployment, location, version, diff, url } = result;
    if (diff) printDiff(diff, output);
    if (status === "dryRun") output.note("Dry run: nothing was pushed");
    else if (status === "unchanged")
      output.note(`Version ${version?.number} of ${location} already has this external ID`);
    else if (status === "active")
      output.note(
        `Version ${version?.number} of ${location} is active in ${deployment}${diff ? `: ${diffSummary(diff)}` : ""}`,
      );
    else if (status === "ready")
      output.note(
        `Version ${version?.number} is ready but not active. Activate it: millrace versions activate ${version?.number}`,
      );
    else
      output.note(`Version ${version?.number} is loading. Check its status: millrace versions show ${version?.number}`);
    if (url) output.line(url);
  },
  github: (result) => ({
    outputs: {
      status: result.status,
      deployment: result.deployment,
      version: result.version ? String(result.version.number) : "",
      url: result.url ?? "",
    },
    summary: pushSummary(result),
  }),
});

async function buildStage(
  context: CommandContext,
  { projectDir, config }: Project,
  { pushed }: BundledProject,
  input: PushInput,
) {
  const { buildBundle } = await import("@millrace/bundle/build");
  const bundle = await context.output.stage(
    "bundle",
    () => buildBundle({ projectDir, config, bundled: pushed }),
    (it) => `${bytesText(it.archive.byteLength)}, ${it.files} files`,
  );
  for (const warning of bundle.warnings) context.output.note(warning);
  if (input.analyze)
    for (const { name, bytes } of bundle.largest) context.output.note(`  ${bytesText(bytes)}  ${name}`);
  return bundle;
}
