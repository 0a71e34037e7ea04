export { type AccountDeps, type AccountUseCases, accountUseCases } from "./account-use-cases";
export { argon2Hasher } from "./password-hasher";
export { ChangePasswordInput, RequestResetInput, ResetInput } from "./passwords";
export type {
  Account,
  AccountStore,
  Client,
  LinkStore,
  NewAccount,
  OauthIdentity,
  PasswordHasher,
  SessionRecord,
  SessionStore,
} from "./ports";
export { RequestEmailChangeInput, UpdateAccountInput } from "./profile";
export { type SignedIn, SignInInput } from "./sign-in";
export type { OauthProfile } from "./sign-in-oauth";
export { SignUpInput } from "./sign-up";
export { VerifyEmailInput } from "./verify-email";
