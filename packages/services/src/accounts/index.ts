export { type AccountDeps, type AccountUseCases, accountUseCases } from "./account-use-cases";
export type { Client } from "./client";
export { argon2Hasher, type PasswordHasher } from "./password-hasher";
export { ChangePasswordInput, RequestResetInput, ResetInput } from "./passwords";
export { RequestEmailChangeInput, UpdateAccountInput } from "./profile";
export { type SignedIn, SignInInput } from "./sign-in";
export type { OauthProfile } from "./sign-in-oauth";
export { SignUpInput } from "./sign-up";
export { VerifyEmailInput } from "./verify-email";
