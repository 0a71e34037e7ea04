import { z } from "zod";
import { defineCommand } from "../command";
import type { CommandContext } from "../command-context";
import { usageError } from "../errors/cli-error";
import { readJson } from "../read-json";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Sends a request to the public API with the same token as all other commands. */
export const command = defineCommand({
  output: z.json().optional().describe("The route's response. See /api/v1/openapi.json."),
  async run(context, input: { method: string; path: string; body?: string }) {
    const method = METHODS.find((name) => name === input.method.toUpperCase());
    if (!method)
      throw usageError("method_unknown", `Unknown HTTP method "${input.method}"`, `one of ${METHODS.join(", ")}`);
    const client = await context.client();
    const path = await filled(context, input.path);
    const body = input.body === undefined ? {} : { body: await readJson("--body", input.body) };
    return client.request(z.json().optional(), method, path, body);
  },
  print(answer, output) {
    if (answer !== undefined) output.line(JSON.stringify(answer, null, 2));
  },
});

/** Fills the placeholders in `/orgs/{org}/deployments/{deployment}/runs` with the names other commands would use. */
async function filled(context: CommandContext, path: string): Promise<string> {
  const below = `/${path.replace(/^\/?(api\/v1\/)?/, "")}`;
  const names = {
    "{org}": async () => encodeURIComponent(await context.organization()),
    "{deployment}": async () => encodeURIComponent(await context.deployment()),
    "{location}": async () => encodeURIComponent(await context.location()),
  };
  let result = below;
  for (const [name, find] of Object.entries(names)) {
    if (result.includes(name)) result = result.replaceAll(name, await find());
  }
  return result;
}
