import type { CommonOptions, Project } from "../command-context";
import { findToken, findUrl } from "./credentials";

/** A setting of the CLI, and its source. */
export type Setting = { readonly name: string; readonly value: string | null; readonly from: string };

/** Returns the settings in effect, from the strongest source: option, environment, project, profile, default. */
export async function explainSettings(options: CommonOptions, project: Project | undefined): Promise<Setting[]> {
  const url = findUrl(options.url);
  const token = await findToken(options.tokenStdin === true);
  const config = project?.config;
  return [
    project
      ? { name: "project", value: project.projectDir, from: "nearest parent directory with a millrace.config file" }
      : { name: "project", value: null, from: "no millrace.config.ts in this or any parent directory" },
    setting("url", [url?.value, url?.from ?? ""]),
    setting("token", [token && masked(token.token), token?.from ?? ""]),
    setting("org", [config?.org, "millrace.config.ts"], [token && "the token's", "the token"]),
    setting(
      "deployment",
      [options.deployment, "--deployment"],
      [process.env.MILLRACE_DEPLOYMENT, "MILLRACE_DEPLOYMENT"],
      [config?.deployment, "millrace.config.ts"],
      ["production", "the default"],
    ),
    setting("location", [options.location, "--location"], [config?.location, "millrace.config.ts"]),
    setting("entry", [config?.entry.join(", "), "millrace.config.ts, or its default"]),
  ];
}

function setting(name: string, ...sources: readonly [string | undefined, string][]): Setting {
  const found = sources.find(([value]) => value);
  return found ? { name, value: found[0]!, from: found[1] } : { name, value: null, from: "not set" };
}

/** Returns a token's start and end: enough to distinguish tokens, as in the dashboard. */
const masked = (token: string): string => `${token.slice(0, 7)}…${token.slice(-4)}`;
