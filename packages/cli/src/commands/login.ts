import { Whoami } from "@millrace/protocol";
import { z } from "zod";
import { createClient } from "../api/client";
import { resolveCredentials, resolveUrl } from "../api/credentials";
import { profilePath, writeProfile } from "../api/profile";
import { defineCommand } from "../command";
import { usageError } from "../errors/cli-error";

export const command = defineCommand({
  output: z.object({ url: z.string(), organization: Whoami.shape.organization, profile: z.string() }),
  async run(context, input: { url?: string; tokenStdin?: boolean }) {
    if (!input.tokenStdin) {
      const url = resolveUrl(input.url);
      throw usageError(
        "token_needed",
        "login reads the token from stdin so it doesn't end up in your shell history",
        `Create a token at ${url} (Settings › API tokens), then run: millrace login --token-stdin < token.txt`,
      );
    }
    const credentials = await resolveCredentials(input);
    const { organization } = await createClient(credentials, context).whoami();
    writeProfile({ url: credentials.url, token: credentials.token });
    return { url: credentials.url, organization, profile: profilePath() };
  },
  print({ url, organization, profile }, output) {
    output.note(`Signed in to ${organization.name} at ${url}. Credentials saved to ${profile}.`);
  },
});
