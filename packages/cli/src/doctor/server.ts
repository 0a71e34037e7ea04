import { API_VERSION, LocationList, type Whoami } from "@millrace/protocol";
import { resolveUrl } from "../api/credentials";
import type { CommandContext, CommonOptions } from "../command-context";
import { toCliError } from "../errors/report-error";
import { type DoctorResult, fail, ok, warning } from "./result";

const DAY_MS = 24 * 60 * 60_000;
const EXPIRES_SOON_DAYS = 7;
/** Scopes that push, materialize, and job run need. */
const WORK_SCOPES = ["locations:push", "runs:launch"];

/** Checks that a server responds and knows the token and the code location. Stops at the first failure. */
export async function checkServer(context: CommandContext, options: CommonOptions): Promise<DoctorResult[]> {
  const findings: DoctorResult[] = [];
  const look = async (name: string, work: () => Promise<readonly DoctorResult[]>): Promise<boolean> => {
    try {
      findings.push(...(await work()));
    } catch (error) {
      const { message, help, requestId } = toCliError(error);
      findings.push(fail(name, message, help ?? (requestId && `request: ${requestId}`)));
    }
    return findings.every(({ status }) => status !== "error");
  };
  if (!(await look("server", async () => [await greet(resolveUrl(options.url), context.signal)]))) return findings;
  const tokenWorks = await look("token", async () => tokenFindings(await (await context.client()).whoami()));
  if (tokenWorks) await look("location", async () => [await locationFinding(context)]);
  return findings;
}

/** Checks, without a token, the API version that every response reports. */
async function greet(url: string, signal: AbortSignal): Promise<DoctorResult> {
  let response: Response;
  try {
    response = await fetch(new URL("/api/v1/whoami", url), { signal });
  } catch (error) {
    const cause = (error as Error).cause ?? error;
    const why = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    return fail(
      "server",
      `Can't reach ${url} (${why})`,
      "Check that the server is running and that MILLRACE_URL is correct.",
    );
  }
  const version = response.headers.get("millrace-version");
  if (version === null) return fail("server", `${url} responds but isn't a Millrace server`, "Update MILLRACE_URL.");
  if (version === API_VERSION) return ok("server", `${url} is reachable (API ${version})`);
  return fail(
    "server",
    `${url} uses API ${version}, but this CLI uses ${API_VERSION}`,
    `Install the CLI from the server: npm install -D ${url}/packages/millrace.tgz`,
  );
}

function tokenFindings({ actor, organization, role, scopes, expiresAt }: Whoami): DoctorResult[] {
  const days = expiresAt === null ? null : (Date.parse(expiresAt) - Date.now()) / DAY_MS;
  const expiry = days === null ? "never expires" : `expires in ${daysText(Math.floor(days))}`;
  const name = `${actor.name} in ${organization.slug}, as ${role}; ${expiry}`;
  const missing = WORK_SCOPES.filter((scope) => !scopes.includes(scope));
  return [
    days !== null && days < EXPIRES_SOON_DAYS
      ? warning("token", name, "Create a new token before it expires (Settings › API tokens).")
      : ok("token", name),
    missing.length > 0
      ? warning(
          "scopes",
          `The token can't push or launch runs without ${missing.join(" and ")}`,
          "Create a token with these scopes (Settings › API tokens).",
        )
      : ok("scopes", scopes.join(", ")),
  ];
}

const daysText = (days: number): string => (days < 1 ? "less than a day" : days === 1 ? "1 day" : `${days} days`);

async function locationFinding(context: CommandContext): Promise<DoctorResult> {
  const deployment = await context.deployment();
  const project = await context.findProject();
  const client = await context.client();
  const { data } = await client.request(LocationList, "GET", `${await context.deploymentPath()}/locations`);
  if (!project) return ok("deployment", `${deployment} has ${data.length} code locations`);
  const name = await context.location();
  const found = data.find((location) => location.name === name);
  if (!found) return warning("location", `${name} has not been pushed yet`, "Run millrace push to create it.");
  if (!found.active) return warning("location", `No active version of ${name} in ${deployment}`, "Run millrace push.");
  return ok("location", `Version ${found.active.number} of ${name} is active in ${deployment}`);
}
