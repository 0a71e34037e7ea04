import { VariableList } from "@millrace/protocol";
import type { LocationUseCases } from "@millrace/services/locations";
import { SetVariableInput, VariableName, type VariableUseCases } from "@millrace/services/variables";
import { z } from "zod";
import { route } from "../route";

const VARIABLES = "/orgs/{org}/deployments/{deployment}/variables";
const Place = { onlyLocation: z.string().optional().describe("restrict the variable to this code location") };

type Deps = { readonly variables: VariableUseCases; readonly locations: Pick<LocationUseCases, "list" | "get"> };

/** Routes of variables and secrets. A secret is replaced or removed, never read. */
export const variableRoutes = ({ variables, locations }: Deps) => [
  route({
    method: "GET",
    path: VARIABLES,
    permission: "variable:read",
    summary: "List the deployment's variables; secret values are omitted",
    input: z.object({}),
    output: VariableList,
    handler: async ({ org, deployment }) => {
      const [rows, all] = await Promise.all([
        variables.list(org.scope, { deployment }),
        locations.list(org.scope, deployment.id),
      ]);
      const names = new Map(all.map(({ id, name }) => [id, name]));
      return {
        data: rows.map(({ name, isSecret, value, locationId, updatedAt, updatedBy }) => ({
          name,
          isSecret,
          value,
          location: locationId === null ? null : (names.get(locationId) ?? locationId),
          updatedAt: updatedAt.toISOString(),
          updatedBy,
        })),
      };
    },
  }),
  route({
    method: "PUT",
    path: `${VARIABLES}/{name}`,
    permission: "variable:manage",
    summary: "Set or replace a variable",
    input: SetVariableInput.extend(Place),
    output: z.void(),
    status: 204,
    handler: async ({ org, deployment }, { onlyLocation, ...input }) =>
      variables.set(
        org.scope,
        { deployment, location: await variableScopeOf(locations, org.scope, onlyLocation) },
        input,
      ),
  }),
  route({
    method: "DELETE",
    path: `${VARIABLES}/{name}`,
    permission: "variable:manage",
    summary: "Remove a variable",
    input: z.object({ name: VariableName, ...Place }),
    output: z.void(),
    status: 204,
    handler: async ({ org, deployment }, { onlyLocation, name }) =>
      variables.remove(
        org.scope,
        { deployment, location: await variableScopeOf(locations, org.scope, onlyLocation) },
        name,
      ),
  }),
];

async function variableScopeOf(
  locations: Deps["locations"],
  scope: Parameters<LocationUseCases["get"]>[0],
  name: string | undefined,
): Promise<{ id: string; name: string } | undefined> {
  return name === undefined ? undefined : locations.get(scope, name);
}
