import { DomainError, newId } from "@millrace/core";
import type { VariableRecord, VariableStore } from "@millrace/core/variables";
import { z } from "zod";
import type { Scope } from "../scope";
import { listMissingVariables, type MissingVariableDeps } from "./missing-variables";
import type { SecretBox } from "./secret-box";

export const VariableName = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    "must contain only letters, digits, and '_', can't start with a digit, and can be up to 128 characters",
  );

const VALUE_BYTES_MAX = 64 * 1024;

export const SetVariableInput = z.object({
  name: VariableName,
  value: z
    .string()
    .refine((value) => Buffer.byteLength(value) <= VALUE_BYTES_MAX, "must be at most 64 KiB (variableBytesMax)"),
  isSecret: z.boolean().default(true),
});

/** A variable as it may be seen: a secret's value is never read back. */
export type VariableView = Omit<VariableRecord, "ciphertext" | "keyId"> & { readonly value: string | null };

export type VariableDeps = { readonly variables: VariableStore; readonly secretBox: SecretBox };
/** Whose variables: those of a deployment, or of one of its code locations. */
type VariableTarget = {
  readonly deployment: { readonly id: string; readonly name: string };
  readonly location?: Named | undefined;
};
type Named = { readonly id: string; readonly name: string };

/** What a value is sealed to: it cannot be moved to another organization or name. */
const sealedTo = (orgId: string, name: string): string => `${orgId}|${name}`;

/** The variables of a deployment; with a location, those that it sees. */
export const listVariables =
  ({ variables, secretBox }: VariableDeps) =>
  async (scope: Scope, { deployment, location }: VariableTarget): Promise<VariableView[]> => {
    const rows = await variables.list(scope.orgId, deployment.id);
    return rows
      .filter((row) => !location || row.locationId === null || row.locationId === location.id)
      .map(({ ciphertext, keyId, ...row }) => ({
        ...row,
        value: row.isSecret ? null : secretBox.open({ ciphertext, keyId }, sealedTo(scope.orgId, row.name)),
      }));
  };

/** Sets or replaces a variable. The audit log says that, never to what. */
export const setVariable =
  ({ variables, secretBox }: VariableDeps) =>
  async (
    scope: Scope,
    { deployment, location }: VariableTarget,
    input: z.infer<typeof SetVariableInput>,
  ): Promise<void> => {
    const sealed = secretBox.seal(input.value, sealedTo(scope.orgId, input.name));
    await variables.set(
      scope.orgId,
      deployment.id,
      {
        id: newId("variable"),
        name: input.name,
        isSecret: input.isSecret,
        locationId: location?.id ?? null,
        updatedBy: scope.actor.name,
        ...sealed,
      },
      {
        actor: scope.actor,
        action: "variable.set",
        target: input.name,
        details: { deployment: deployment.name, location: location?.name ?? null, isSecret: input.isSecret },
      },
    );
  };

export const removeVariable =
  ({ variables }: VariableDeps) =>
  async (scope: Scope, { deployment, location }: VariableTarget, name: string): Promise<void> => {
    const removed = await variables.remove(
      scope.orgId,
      deployment.id,
      { name, locationId: location?.id ?? null },
      {
        actor: scope.actor,
        action: "variable.removed",
        target: name,
        details: { deployment: deployment.name, location: location?.name ?? null },
      },
    );
    if (removed) return;
    throw new DomainError(
      "notFound",
      "variable_not_found",
      `No variable named "${name}" in ${deployment.name}. See millrace env ls.`,
    );
  };

/** The values that a location's sandbox gets; its own win over the deployment's. For the worker, after a claim. */
export const openVariables =
  ({ variables, secretBox }: VariableDeps) =>
  async (
    orgId: string,
    deploymentId: string,
    locationId: string,
  ): Promise<{ values: Record<string, string>; secrets: string[] }> => {
    const rows = (await variables.list(orgId, deploymentId))
      .filter((row) => row.locationId === null || row.locationId === locationId)
      .sort((a, b) => Number(a.locationId !== null) - Number(b.locationId !== null));
    const opened = new Map(
      rows.map((row) => [row.name, { value: secretBox.open(row, sealedTo(orgId, row.name)), isSecret: row.isSecret }]),
    );
    return {
      values: Object.fromEntries([...opened].map(([name, { value }]) => [name, value])),
      secrets: [...opened.values()].filter((it) => it.isSecret).map((it) => it.value),
    };
  };

/** Names of the variables that a location sees in a deployment; those of every location before it exists. */
export const variableNames =
  ({ variables }: { readonly variables: Pick<VariableStore, "list"> }) =>
  async (orgId: string, deploymentId: string, locationId: string | undefined): Promise<string[]> => {
    const rows = await variables.list(orgId, deploymentId);
    return rows.filter((row) => row.locationId === null || row.locationId === locationId).map((row) => row.name);
  };

/** Variables and secrets, bound to their needs. */
export const variableUseCases = (deps: VariableDeps & MissingVariableDeps) => ({
  missing: listMissingVariables(deps),
  list: listVariables(deps),
  set: setVariable(deps),
  remove: removeVariable(deps),
  names: variableNames(deps),
});
export type VariableUseCases = ReturnType<typeof variableUseCases>;
