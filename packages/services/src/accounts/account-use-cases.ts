import type { Background } from "../background";
import { type FinishSignInDeps, finishSignIn } from "./finish-sign-in";
import { beginPasskeySignIn } from "./passkey-sign-in";
import { changePassword, requestReset, resetPassword } from "./passwords";
import { type ProfileDeps, requestEmailChange, updateAccount } from "./profile";
import { type SecondFactorDeps, secondFactorUseCases } from "./second-factor-use-cases";
import { listSessions, resumeSession, revokeOtherSessions, revokeSession, signOut } from "./sessions";
import { signIn } from "./sign-in";
import { signInOauth } from "./sign-in-oauth";
import { signUp } from "./sign-up";
import { verifyEmail } from "./verify-email";

export type AccountDeps = ProfileDeps &
  FinishSignInDeps &
  SecondFactorDeps & {
    /** Minimum time of a response that must not reveal whether an address has an account. */
    evenTimeMs: number;
    background: Background;
  };

/** Everything that concerns people rather than organizations, bound to its needs. */
export const accountUseCases = (deps: AccountDeps) => ({
  find: (id: string) => deps.accounts.find(id),
  signUp: signUp(deps),
  verifyEmail: verifyEmail(deps),
  signIn: signIn(deps),
  signInOauth: signInOauth(deps),
  beginPasskeySignIn: beginPasskeySignIn(deps),
  finishSignIn: finishSignIn(deps),
  secondFactors: secondFactorUseCases(deps),
  resumeSession: resumeSession(deps),
  listSessions: listSessions(deps),
  signOut: signOut(deps),
  revokeSession: revokeSession(deps),
  revokeOtherSessions: revokeOtherSessions(deps),
  requestReset: requestReset(deps),
  resetPassword: resetPassword(deps),
  changePassword: changePassword(deps),
  updateAccount: updateAccount(deps),
  requestEmailChange: requestEmailChange(deps),
});
export type AccountUseCases = ReturnType<typeof accountUseCases>;
