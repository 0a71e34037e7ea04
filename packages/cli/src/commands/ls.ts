import { type DefinitionKind, didYouMeanText } from "@millrace/core";
import { DefinitionList } from "@millrace/protocol";
import { selectedKeys } from "../api/selected-keys";
import { defineCommand } from "../command";
import { usageError } from "../errors/cli-error";

const KINDS: Record<string, DefinitionKind> = {
  assets: "asset",
  jobs: "job",
  schedules: "schedule",
  sensors: "sensor",
  checks: "check",
};

export const command = defineCommand({
  output: DefinitionList,
  async run(context, input: { kind: string; selection?: string }) {
    const kind = KINDS[input.kind];
    if (!kind) {
      throw usageError(
        "kind_unknown",
        `There is no kind "${input.kind}"${didYouMeanText(input.kind, Object.keys(KINDS))}`,
        `one of ${Object.keys(KINDS).join(", ")}`,
      );
    }
    const client = await context.client();
    const list = await client.request(DefinitionList, "GET", `${await context.deploymentPath()}/definitions`, {
      query: { kind },
    });
    if (!input.selection || kind !== "asset") return list;
    const selected = new Set(selectedKeys(list.data, input.selection));
    return { data: list.data.filter((it) => selected.has(it.key)) };
  },
  print({ data }, output) {
    output.table([
      ["KEY", "LOCATION", "GROUP", "OWNERS"],
      ...data.map((it) => [it.key, it.location, it.group ?? "", it.owners.join(", ")]),
    ]);
  },
});
