import type { CommandContext } from "../command-context";

/** Returns the URL of a dashboard page of the deployment: `runs/run_…`, `code/sales`. */
export async function pageUrl(context: CommandContext, page: string): Promise<string> {
  const { url } = await context.client();
  const organization = encodeURIComponent(await context.organization());
  const deployment = encodeURIComponent(await context.deployment());
  return `${url}/o/${organization}/${deployment}/${page}`;
}
