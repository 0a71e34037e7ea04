import { listSecondFactors } from "./list-second-factors";
import { beginPasskey, finishPasskey, type PasskeyDeps, removePasskey } from "./passkeys";
import { replaceRecoveryCodes } from "./recovery-codes";
import { beginTotp, confirmTotp, removeTotp, type TotpDeps } from "./totp";

export type SecondFactorDeps = TotpDeps & PasskeyDeps;

/** Second factors of a signed-in person: authenticator app, passkeys, and recovery codes. */
export const secondFactorUseCases = (deps: SecondFactorDeps) => ({
  list: listSecondFactors(deps),
  beginTotp: beginTotp(deps),
  confirmTotp: confirmTotp(deps),
  removeTotp: removeTotp(deps),
  beginPasskey: beginPasskey(deps),
  finishPasskey: finishPasskey(deps),
  removePasskey: removePasskey(deps),
  replaceRecoveryCodes: replaceRecoveryCodes(deps),
});
export type SecondFactorUseCases = ReturnType<typeof secondFactorUseCases>;
