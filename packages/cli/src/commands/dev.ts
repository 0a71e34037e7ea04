import { z } from "zod";
import { defineCommand } from "../command";
import { DevEvent } from "../dev/dev-event";
import { develop } from "../dev/develop";
import { inDevelopment } from "../dev/personal-deployment";
import { devPrinter } from "../dev/print-dev-event";
import { usageError } from "../errors/cli-error";

export type DevInput = { local?: boolean; only?: string; deployment?: string };

/** The events are printed as they come, so there is nothing to print at the end. */
export const streams = true;

export const command = defineCommand({
  output: z.union([DevEvent, z.void()]),
  async run(context, input: DevInput): Promise<void> {
    if (input.local && input.deployment) {
      throw usageError("options_conflict", "--local runs without a server", "leave --deployment out, or --local");
    }
    await context.project();
    const there = input.local ? context : await inDevelopment(context, input.deployment);
    await develop(there, { isLocal: input.local === true, only: input.only }, devPrinter(context.output));
  },
  print: () => {},
});
