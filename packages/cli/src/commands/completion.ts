import { z } from "zod";
import { defineCommand } from "../command";
import { completionScript, SHELLS } from "../completion/completion-script";
import { usageError } from "../errors/cli-error";
import { createProgram } from "../program/program";

const Answer = z.object({ shell: z.enum(SHELLS), script: z.string() });

export const command = defineCommand({
  output: Answer,
  async run(_context, input: { shell: string }) {
    const shell = SHELLS.find((name) => name === input.shell);
    if (!shell) throw usageError("shell_unknown", `Unsupported shell "${input.shell}"`, `one of ${SHELLS.join(", ")}`);
    return {
      shell,
      script: completionScript(
        shell,
        createProgram("", () => {}),
      ),
    };
  },
  print: ({ script }, output) => output.text(script),
});
