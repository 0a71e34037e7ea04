import { DefinitionDiff } from "@millrace/core/manifest";
import { defineCommand } from "../command";
import { EXIT } from "../errors/exit-codes";
import { diffSummary, printDiff } from "../output/diff";
import { checkProject } from "../project/check-project";
import { localDiff } from "../project/local-diff";

export const command = defineCommand({
  output: DefinitionDiff,
  async run(context) {
    const { manifest } = await checkProject(await context.project());
    return localDiff(context, manifest);
  },
  print(diff, output) {
    printDiff(diff, output);
    output.note(diffSummary(diff));
  },
  exitCode: (diff) => (diff.changes.length > 0 ? EXIT.changes : EXIT.ok),
});
