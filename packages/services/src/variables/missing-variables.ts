import type { DefinitionReader } from "@millrace/core/run";
import type { VariableStore } from "@millrace/core/variables";
import type { Scope } from "../scope";

/** A variable that active code reads with `env()` and that no one has set. */
export type MissingVariable = {
  readonly name: string;
  readonly type: string;
  readonly location: string;
  /** Definitions that read it. */
  readonly usedBy: readonly string[];
};

export type MissingVariableDeps = {
  readonly variables: Pick<VariableStore, "list">;
  readonly definitions: Pick<DefinitionReader, "listActive" | "getManifest">;
};

/** What the versions that a deployment serves need and do not get; variables with a default are left out. */
export const listMissingVariables =
  ({ variables, definitions }: MissingVariableDeps) =>
  async (scope: Scope, deployment: { readonly id: string }): Promise<readonly MissingVariable[]> => {
    const [rows, active] = await Promise.all([
      variables.list(scope.orgId, deployment.id),
      definitions.listActive(scope.orgId, deployment.id),
    ]);
    const byLocation = await Promise.all(
      active.map(async ({ locationId, location, versionId }) => {
        const seen = new Set(
          rows.filter((row) => row.locationId === null || row.locationId === locationId).map((row) => row.name),
        );
        const { env } = await definitions.getManifest(scope.orgId, versionId);
        return env
          .filter((variable) => !variable.optional && !seen.has(variable.name))
          .map(({ name, type, usedBy }) => ({ name, type, location, usedBy }));
      }),
    );
    return byLocation.flat();
  };
