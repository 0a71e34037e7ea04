import { z } from "zod";
import { profilePath, removeProfile } from "../api/profile";
import { defineCommand } from "../command";

export const command = defineCommand({
  output: z.object({ removed: z.boolean() }),
  run: async () => ({ removed: removeProfile() }),
  print: ({ removed }, output) =>
    output.note(
      removed ? `Removed ${profilePath()}; the token stays valid until you revoke it` : "You weren't signed in",
    ),
});
