import { DomainError, Quotas } from "@millrace/core";
import type { AccountStore, Actor, OperatorStore } from "@millrace/core/identity";
import { z } from "zod";

export const SetQuotaInput = Quotas.partial().extend({ organizationId: z.string().max(100) });

type Deps = {
  operators: OperatorStore;
  accounts: AccountStore;
  /** Email addresses of PLATFORM_OPERATORS, in lower case. */
  operatorEmails: readonly string[];
  /** On a local installation the first account is an operator. */
  embedded: boolean;
};

/** True for the accounts that run the platform. An address counts only once it is confirmed. */
export const isOperator =
  (deps: Deps) =>
  async (account: { id: string; email: string; emailVerifiedAt: Date | null }): Promise<boolean> => {
    if (account.emailVerifiedAt && deps.operatorEmails.includes(account.email)) return true;
    return deps.embedded && (await deps.accounts.isFirst(account.id));
  };

/**
 * Sets an organization's quotas; the organization sees it in its audit log. Sandboxes whose deployment asks for more
 * than is left get what is left from their next run on.
 */
export const setQuota =
  (deps: Deps) =>
  async (actor: Actor, input: z.infer<typeof SetQuotaInput>): Promise<void> => {
    const { organizationId, ...quota } = input;
    const audit = { actor, action: "organization.quotaSet", target: organizationId, details: quota };
    if (await deps.operators.setQuota(organizationId, quota, audit)) return;
    throw new DomainError("notFound", "organization_not_found", "Organization not found.");
  };

/** What the platform's operators may do, bound to its needs. */
export const operatorUseCases = (deps: Deps) => ({
  isOperator: isOperator(deps),
  listOrganizations: () => deps.operators.unscopedListOrganizations(),
  setQuota: setQuota(deps),
  getDefaultQuotas: () => deps.operators.unscopedDefaultQuotas(),
  /** For organizations that are made from now on. */
  setDefaultQuotas: (actor: Actor, quotas: Quotas) => deps.operators.unscopedSetDefaultQuotas(quotas, actor),
});
export type OperatorUseCases = ReturnType<typeof operatorUseCases>;
