import { API_VERSION, LocationList, type Whoami } from "@millrace/protocol";
import { resolveUrl } from "../api/credentials";
import type { CommandContext, CommonOptions } from "../command-context";
import { toCliError } from "../errors/report-error";
import { bad, type Finding, good, warning } from "./finding";

const DAY_MS = 24 * 60 * 60_000;
const EXPIRES_SOON_DAYS = 7;
/** What push, and what materialize and job run, need. */
const WORK_SCOPES = ["locations:push", "runs:launch"];

/** Whether a server answers, knows the token, and knows the code location. Stops at the first that does not. */
export async function lookAtServer(context: CommandContext, options: CommonOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  const look = async (name: string, work: () => Promise<readonly Finding[]>): Promise<boolean> => {
    try {
      findings.push(...(await work()));
    } catch (error) {
      const { message, help, requestId } = toCliError(error);
      findings.push(bad(name, message, help ?? (requestId && `request: ${requestId}`)));
    }
    return findings.every(({ status }) => status !== "error");
  };
  if (!(await look("server", async () => [await greet(resolveUrl(options.url), context.signal)]))) return findings;
  const tokenWorks = await look("token", async () => tokenFindings(await (await context.client()).whoami()));
  if (tokenWorks) await look("location", async () => [await locationFinding(context)]);
  return findings;
}

/** Without a token: every answer says which version of the API it is. */
async function greet(url: string, signal: AbortSignal): Promise<Finding> {
  let response: Response;
  try {
    response = await fetch(new URL("/api/v1/whoami", url), { signal });
  } catch (error) {
    const cause = (error as Error).cause ?? error;
    const why = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    return bad("server", `${url} cannot be reached (${why})`, "is it running, and is MILLRACE_URL its address?");
  }
  const version = response.headers.get("millrace-version");
  if (version === null) return bad("server", `${url} answers, but is no Millrace server`, "correct MILLRACE_URL");
  if (version === API_VERSION) return good("server", `${url} answers, with the API of ${version}`);
  return bad(
    "server",
    `${url} has the API of ${version}, this command line that of ${API_VERSION}`,
    `take the command line of the server: npm install -D ${url}/packages/millrace.tgz`,
  );
}

function tokenFindings({ actor, organization, role, scopes, expiresAt }: Whoami): Finding[] {
  const days = expiresAt === null ? null : (Date.parse(expiresAt) - Date.now()) / DAY_MS;
  const expiry = days === null ? "never expires" : `expires in ${Math.floor(days)} days`;
  const name = `${actor.name} in ${organization.slug}, as ${role}; ${expiry}`;
  const missing = WORK_SCOPES.filter((scope) => !scopes.includes(scope));
  return [
    days !== null && days < EXPIRES_SOON_DAYS
      ? warning("token", name, "create another in time (Settings, API tokens)")
      : good("token", name),
    missing.length > 0
      ? warning("scopes", `${scopes.join(", ")}`, `without ${missing.join(" and ")} it cannot push or launch`)
      : good("scopes", scopes.join(", ")),
  ];
}

async function locationFinding(context: CommandContext): Promise<Finding> {
  const deployment = await context.deployment();
  const project = await context.findProject();
  const client = await context.client();
  const { data } = await client.request(LocationList, "GET", `${await context.deploymentPath()}/locations`);
  if (!project) return good("deployment", `${deployment} has ${data.length} code locations`);
  const name = await context.location();
  const found = data.find((location) => location.name === name);
  if (!found) return warning("location", `${name} has not been pushed yet`, "millrace push creates it");
  if (!found.active) return warning("location", `${deployment} serves no version of ${name}`, "millrace push");
  return good("location", `${deployment} serves version ${found.active.number} of ${name}`);
}
