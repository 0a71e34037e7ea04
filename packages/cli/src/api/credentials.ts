import { realpathSync } from "node:fs";
import { text } from "node:stream/consumers";
import { parseToken } from "@millrace/core";
import { CliError, usageError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { installOrigin } from "./install-origin";
import { readProfile } from "./profile";

const PROFILE = "the profile of `millrace login`";

export type Credentials = { readonly url: string; readonly token: string; readonly from: string };

/** A value and the source that it was found in. */
type Found = { readonly value: string; readonly from: string };

/** The server's address: `--url`, `MILLRACE_URL`, the profile, or where this copy was installed from. */
export function findUrl(flag: string | undefined): Found | undefined {
  if (flag) return { value: flag, from: "--url" };
  if (process.env.MILLRACE_URL) return { value: process.env.MILLRACE_URL, from: "MILLRACE_URL" };
  const profile = readProfile();
  if (profile) return { value: profile.url, from: PROFILE };
  const origin = installOrigin(ownFile());
  return origin ? { value: origin, from: "where this copy of millrace was installed from" } : undefined;
}

/** The origin of the server's address. */
export function resolveUrl(flag: string | undefined): string {
  const url = findUrl(flag)?.value;
  if (!url) {
    throw usageError(
      "server_unknown",
      "No server is known",
      "set MILLRACE_URL to its address, e.g. MILLRACE_URL=http://localhost:3000, or: millrace login --url <address> --token-stdin",
    );
  }
  try {
    return new URL(url).origin;
  } catch (error) {
    throw new CliError(EXIT.usage, "server_invalid", `"${url}" is no address of a server`, {
      cause: error,
      help: "it looks like http://localhost:3000",
    });
  }
}

/** The one resolver for all commands: `--token-stdin`, then `MILLRACE_TOKEN`, then the profile. */
export async function resolveCredentials(options: { url?: string; tokenStdin?: boolean }): Promise<Credentials> {
  const url = resolveUrl(options.url);
  const found = await findToken(options.tokenStdin === true);
  if (!found) {
    throw new CliError(EXIT.auth, "token_missing", "No API token is known", {
      help: `create one at ${url} (Settings, API tokens) and set MILLRACE_TOKEN, or: millrace login --token-stdin`,
    });
  }
  if (!parseToken(found.token)) {
    throw new CliError(EXIT.auth, "token_malformed", `The token from ${found.from} is none of ours, or was cut off`, {
      help: "a token looks like mr_pat_… or mr_svc_… and is shown once, when it is created: copy it whole",
    });
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
