export type { Authenticate, AuthenticatedToken } from "./authenticate-token";
export { type TokenUseCases, tokenUseCases } from "./token-use-cases";
export { CreateTokenInput } from "./tokens";
