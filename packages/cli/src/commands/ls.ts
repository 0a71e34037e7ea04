import { didYouMeanText, ownValue } from "@millrace/core";
import { type DefinitionKind, definitionEntries } from "@millrace/core/manifest";
import { DefinitionList } from "@millrace/protocol";
import { selectedKeys, unknownNames } from "../api/selected-keys";
import { defineCommand } from "../command";
import type { CommandContext } from "../command-context";
import { usageError } from "../errors/cli-error";
import { checkProject } from "../project/check-project";

const KINDS: Record<string, DefinitionKind> = {
  assets: "asset",
  jobs: "job",
  schedules: "schedule",
  sensors: "sensor",
  checks: "check",
};

/** Lists the definitions of a deployment or, with `--local`, of the project. */
export const command = defineCommand({
  output: DefinitionList,
  async run(context, input: { kind: string; selection?: string; local?: boolean }) {
    const kind = ownValue(KINDS, input.kind);
    if (!kind) {
      throw usageError(
        "kind_unknown",
        `Unknown type "${input.kind}".${didYouMeanText(input.kind, Object.keys(KINDS))}`,
        `one of ${Object.keys(KINDS).join(", ")}`,
      );
    }
    if (input.selection && kind !== "asset") {
      throw usageError(
        "selection_not_supported",
        `Selections apply only to assets, not ${input.kind}`,
        `millrace ls ${input.kind}`,
      );
    }
    const list = input.local ? await listProject(context, kind) : await listDeployment(context, kind);
    if (!input.selection) return list;
    const selected = new Set(selectedKeys(list.data, input.selection));
    if (selected.size === 0)
      context.output.note(`${input.selection} matches no assets.${unknownNames(list.data, input.selection)}`);
    return { data: list.data.filter((it) => selected.has(it.key)) };
  },
  print({ data }, output) {
    output.table([
      ["KEY", "LOCATION", "GROUP", "OWNERS"],
      ...data.map((it) => [it.key, it.location, it.group ?? "", it.owners.join(", ")]),
    ]);
  },
});

async function listDeployment(context: CommandContext, kind: DefinitionKind): Promise<DefinitionList> {
  const client = await context.client();
  return client.request(DefinitionList, "GET", `${await context.deploymentPath()}/definitions`, { query: { kind } });
}

async function listProject(context: CommandContext, kind: DefinitionKind): Promise<DefinitionList> {
  const { manifest } = await checkProject(await context.project());
  const location = await context.location();
  const own = definitionEntries(manifest).filter((entry) => entry.kind === kind);
  return { data: own.map((entry) => ({ ...entry, location })) };
}
