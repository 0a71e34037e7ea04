import { z } from "zod";
import { defineCommand } from "../command";
import type { CommonOptions } from "../command-context";
import { checkEnvironment } from "../doctor/environment";
import { DoctorResult } from "../doctor/result";
import { checkServer } from "../doctor/server";
import { EXIT } from "../errors/exit-codes";

const Answer = z.object({ ok: z.boolean(), findings: z.array(DoctorResult) });

/** Checks the environment, and says how to fix the problems. */
export const command = defineCommand({
  output: Answer,
  async run(context, input: CommonOptions) {
    const findings = [...(await checkEnvironment(context, input.url)), ...(await checkServer(context, input))];
    return { ok: findings.every(({ status }) => status !== "error"), findings };
  },
  print({ findings }, output) {
    const { green, yellow, red, dim } = output.colors;
    const marks = { ok: green("✓"), warning: yellow("!"), error: red("✗") };
    for (const { name, status, message, help } of findings) {
      output.line(`${marks[status]} ${name}: ${message}`);
      if (help !== null) output.line(`  ${dim("help:")} ${help}`);
    }
  },
  exitCode: ({ ok }) => (ok ? EXIT.ok : EXIT.failed),
});
