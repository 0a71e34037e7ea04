import { z } from "zod";
import { explainSettings } from "../api/settings";
import { defineCommand } from "../command";
import type { CommonOptions } from "../command-context";

const Answer = z.object({
  data: z.array(z.object({ name: z.string(), value: z.string().nullable(), from: z.string() })),
});

export const explain = defineCommand({
  output: Answer,
  async run(context, input: CommonOptions) {
    return { data: await explainSettings(input, await context.findProject()) };
  },
  print({ data }, output) {
    output.table([["SETTING", "VALUE", "FROM"], ...data.map(({ name, value, from }) => [name, value ?? "–", from])]);
  },
});
