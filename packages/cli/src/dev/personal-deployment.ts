import { PersonalDeployment } from "@millrace/protocol";
import type { CommandContext } from "../command-context";
import { CliError } from "../errors/cli-error";

/** Returns the same context for the deployment used in development: the named one, or the person's own. */
export async function inDevelopment(context: CommandContext, named: string | undefined): Promise<CommandContext> {
  const name = named ?? (await openPersonal(context));
  return {
    ...context,
    deployment: async () => name,
    deploymentPath: async () => `${await context.orgPath()}/deployments/${encodeURIComponent(name)}`,
  };
}

async function openPersonal(context: CommandContext): Promise<string> {
  try {
    const client = await context.client();
    const path = `${await context.orgPath()}/personal-deployment`;
    const { name, created } = await client.request(PersonalDeployment, "PUT", path);
    if (created) context.output.note(`Created your personal deployment "${name}" (alerts are off)`);
    return name;
  } catch (error) {
    if (!(error instanceof CliError) || error.help?.includes("--local")) throw error;
    const offline = "To work without a server, run: millrace dev --local";
    const help = error.help === undefined ? offline : `${error.help.replace(/\.?$/, ".")} ${offline}`;
    throw new CliError(error.exitCode, error.code, error.message, { cause: error, help, requestId: error.requestId });
  }
}
