import { realpathSync } from "node:fs";
import { text } from "node:stream/consumers";
import { parseToken } from "@millrace/core/identity";
import { CliError, usageError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { installOrigin } from "./install-origin";
import { readProfile } from "./profile";

const PROFILE = "the profile of `millrace login`";

export type Credentials = { readonly url: string; readonly token: string; readonly from: string };

/** A value and its source. */
type Found = { readonly value: string; readonly from: string };

/** Returns the server's URL: `--url`, `MILLRACE_URL`, the profile, or the server this copy was installed from. */
export function findUrl(flag: string | undefined): Found | undefined {
  if (flag) return { value: flag, from: "--url" };
  if (process.env.MILLRACE_URL) return { value: process.env.MILLRACE_URL, from: "MILLRACE_URL" };
  const profile = readProfile();
  if (profile) return { value: profile.url, from: PROFILE };
  const origin = installOrigin(ownFile());
  return origin ? { value: origin, from: "the server this CLI was installed from" } : undefined;
}

/** Returns the origin of the server's URL. */
export function resolveUrl(flag: string | undefined): string {
  const url = findUrl(flag)?.value;
  if (!url) {
    throw usageError(
      "server_not_configured",
      "No server configured",
      "Set MILLRACE_URL (for example, MILLRACE_URL=http://localhost:3000) or run: millrace login --url <url> --token-stdin",
    );
  }
  try {
    return new URL(url).origin;
  } catch (error) {
    throw new CliError(EXIT.usage, "server_invalid", `"${url}" isn't a valid server URL`, {
      cause: error,
      help: "Use a URL such as http://localhost:3000.",
    });
  }
}

/** Resolves the credentials for all commands: `--token-stdin`, then `MILLRACE_TOKEN`, then the profile. */
export async function resolveCredentials(options: { url?: string; tokenStdin?: boolean }): Promise<Credentials> {
  const url = resolveUrl(options.url);
  const found = await findToken(options.tokenStdin === true);
  if (!found) {
    throw new CliError(EXIT.auth, "token_missing", "No API token configured", {
      help: `Create one at ${url} (Settings › API tokens), then set MILLRACE_TOKEN or run: millrace login --token-stdin`,
    });
  }
  if (!parseToken(found.token)) {
    throw new CliError(
      EXIT.auth,
      "token_malformed",
      `The token from ${found.from} isn't a valid Millrace token. It may be truncated.`,
      {
        help: "Tokens start with mr_pat_ or mr_svc_ and are shown once, when created. Copy the whole token.",
      },
    );
  }
  return { url, ...found };
}

export async function findToken(fromStdin: boolean): Promise<{ token: string; from: string } | undefined> {
  if (fromStdin) return { token: (await text(process.stdin)).trim(), from: "stdin" };
  if (process.env.MILLRACE_TOKEN) return { token: process.env.MILLRACE_TOKEN.trim(), from: "MILLRACE_TOKEN" };
  const profile = readProfile();
  return profile && { token: profile.token, from: PROFILE };
}

function ownFile(): string {
  return process.argv[1] ? realpathSync(process.argv[1]) : "";
}
