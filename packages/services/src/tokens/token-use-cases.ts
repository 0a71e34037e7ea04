import type { TokenStore } from "@millrace/core/identity";
import type { Clock } from "../clock";
import { authenticateToken } from "./authenticate-token";
import { createToken, isOwnToken, listTokens, revokeToken } from "./tokens";

/** API tokens, bound to their store. */
export const tokenUseCases = (deps: { tokens: TokenStore; clock: Clock }) => ({
  create: createToken(deps),
  list: listTokens(deps),
  isOwn: isOwnToken(deps),
  revoke: revokeToken(deps),
  authenticate: authenticateToken(deps),
});
export type TokenUseCases = ReturnType<typeof tokenUseCases>;
