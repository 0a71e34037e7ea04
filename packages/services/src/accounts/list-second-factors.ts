import type { SecondFactorStore } from "@millrace/core/identity";

/** Returns what a person has set up, without any secret. */
export const listSecondFactors =
  ({ secondFactors }: { secondFactors: SecondFactorStore }) =>
  async (userId: string) => {
    const [totp, passkeys, recoveryCodesLeft] = await Promise.all([
      secondFactors.findTotp(userId),
      secondFactors.listPasskeys(userId),
      secondFactors.countRecoveryCodes(userId),
    ]);
    return {
      totpAddedAt: totp?.confirmedAt ?? null,
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
      recoveryCodesLeft,
    };
  };
