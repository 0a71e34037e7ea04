import type { ProjectConfig } from "@millrace/protocol";
import { type Client, createClient } from "./api/client";
import { resolveCredentials } from "./api/credentials";
import type { Output } from "./output/output";
import { findProject } from "./project/find-project";
import { loadConfig } from "./project/load-config";

/** Options of every command. */
export type CommonOptions = {
  readonly url?: string;
  readonly tokenStdin?: boolean;
  readonly deployment?: string;
  readonly location?: string;
};

export type Project = { readonly projectDir: string; readonly configFile: string; readonly config: ProjectConfig };

/** Context of a command. Everything is read and connected lazily. */
export type CommandContext = {
  readonly output: Output;
  readonly cwd: string;
  readonly version: string;
  readonly signal: AbortSignal;
  /** Sets the command that continues this one if it is interrupted. */
  resumeWith(command: string): void;
  project(): Promise<Project>;
  /** Returns the project, or undefined outside of one. */
  findProject(): Promise<Project | undefined>;
  client(): Promise<Client>;
  /** Returns the organization's slug: the project's, or the token's. */
  organization(): Promise<string>;
  /** Returns the API path of that organization. */
  orgPath(): Promise<string>;
  /** Returns the deployment's name: `--deployment`, MILLRACE_DEPLOYMENT, the project's, or production. */
  deployment(): Promise<string>;
  /** Returns the API path of that deployment. */
  deploymentPath(): Promise<string>;
  /** Returns the code location's name: `--location`, or the project's. */
  location(): Promise<string>;
};

export function createContext(
  options: CommonOptions,
  base: Pick<CommandContext, "output" | "cwd" | "version" | "signal" | "resumeWith">,
): CommandContext {
  const project = once(async (): Promise<Project> => {
    const found = findProject(base.cwd);
    return { ...found, config: await loadConfig(found.configFile) };
  });
  const optionalProject = once(async (): Promise<Project | undefined> => {
    try {
      return await project();
    } catch (error) {
      if ((error as { code?: string }).code === "config_missing") return undefined;
      throw error;
    }
  });
  const client = once(async () => createClient(await resolveCredentials(options), base));
  const organization = once(
    async () => (await optionalProject())?.config.org ?? (await (await client()).whoami()).organization.slug,
  );
  const orgPath = async () => `/orgs/${encodeURIComponent(await organization())}`;
  const deployment = once(
    async () =>
      options.deployment ??
      (process.env.MILLRACE_DEPLOYMENT || (await optionalProject())?.config.deployment || "production"),
  );
  return {
    ...base,
    project,
    findProject: optionalProject,
    client,
    organization,
    orgPath,
    deployment,
    deploymentPath: async () => `${await orgPath()}/deployments/${encodeURIComponent(await deployment())}`,
    location: async () => options.location ?? (await project()).config.location,
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
