import { defineStream } from "../command";
import { DevEvent } from "../dev/dev-event";
import { develop } from "../dev/develop";
import { inDevelopment } from "../dev/personal-deployment";
import { devPrinter } from "../dev/print-dev-event";
import { usageError } from "../errors/cli-error";

export type DevInput = { local?: boolean; only?: string; deployment?: string };

export const command = defineStream({
  line: DevEvent,
  async run(context, input: DevInput, emit) {
    if (input.local && input.deployment) {
      throw usageError(
        "options_conflict",
        "--local can't be combined with --deployment",
        "Remove --deployment or --local.",
      );
    }
    await context.project();
    const there = input.local ? context : await inDevelopment(context, input.deployment);
    await develop(there, { isLocal: input.local === true, only: input.only }, emit);
  },
  printer: devPrinter,
});
