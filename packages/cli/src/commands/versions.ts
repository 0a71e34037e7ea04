import { Version, VersionDetail, VersionPage } from "@millrace/protocol";
import { defineCommand } from "../command";
import type { CommandContext } from "../command-context";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { printDiff } from "../output/diff";

const pathOf = async (context: CommandContext) =>
  `${await context.deploymentPath()}/locations/${encodeURIComponent(await context.location())}`;

export const list = defineCommand({
  output: VersionPage,
  async run(context, input: { limit?: string; cursor?: string }) {
    const client = await context.client();
    return client.request(VersionPage, "GET", `${await pathOf(context)}/versions`, {
      query: { limit: input.limit, cursor: input.cursor },
    });
  },
  print(page, output) {
    output.table([
      ["VERSION", "STATUS", "PUSHED", "BY", "COMMIT"],
      ...page.data.map((it) => [
        `${it.number}${it.isActive ? " *" : ""}`,
        it.status,
        it.createdAt,
        it.pushedByName,
        [it.commit?.slice(0, 8), it.commitMessage].filter(Boolean).join(" "),
      ]),
    ]);
    if (page.hasMore) output.note(`More: --cursor ${page.nextCursor}`);
  },
});

export const show = defineCommand({
  output: VersionDetail,
  async run(context, input: { version: string }) {
    const client = await context.client();
    return client.request(VersionDetail, "GET", `${await pathOf(context)}/versions/${input.version}`);
  },
  print(version, output) {
    output.table([
      ["version", `${version.number}${version.isActive ? " (active)" : ""}`],
      ["status", version.status],
      ["pushed", `${version.createdAt} by ${version.pushedByName}`],
      ["bundle", `${version.bundleHash} (${version.packedBytes} bytes)`],
    ]);
    for (const warning of version.warnings) output.problem(warning);
    if (version.diff) printDiff(version.diff, output);
    if (version.error)
      output.line(`${version.error.name}: ${version.error.message}\n${version.error.frame?.text ?? ""}`);
  },
});

export const activate = defineCommand({
  output: Version,
  async run(context, input: { version: string }) {
    const version = Number(input.version);
    if (!Number.isInteger(version))
      throw new CliError(EXIT.usage, "version_invalid", `Invalid version number "${input.version}"`);
    const client = await context.client();
    return client.request(Version, "POST", `${await pathOf(context)}/activate`, { body: { version } });
  },
  print: (version, output) => output.note(`Version ${version.number} of ${version.location} is active`),
});

export const rollback = defineCommand({
  output: Version,
  async run(context) {
    const client = await context.client();
    return client.request(Version, "POST", `${await pathOf(context)}/rollback`, { body: {} });
  },
  print: (version, output) => output.note(`Rolled back ${version.location} to version ${version.number}`),
});
