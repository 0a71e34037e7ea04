export type { AuthenticatedToken } from "./authenticate-token";
export type { NewToken, Token, TokenHolder, TokenStore } from "./ports";
export { type TokenUseCases, tokenUseCases } from "./token-use-cases";
export { CreateTokenInput } from "./tokens";
